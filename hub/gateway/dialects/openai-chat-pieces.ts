/** The pieces of longer texts in a chat completion chunk, each as an event that could stand alone. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { PartKind } from '../../screening/parts.ts';
import { isJsonObject, ownNumber, ownObject, ownString, ownValue } from './json-tree.ts';
import { choicesOf } from './openai-chat-usage.ts';
import type { Fragment } from './stream-events.ts';

export interface Piece {
  /** Index of the choice that it belongs to. */
  readonly choice: number;
  /** `{choice}/{field}`, for tool calls with the call's index. */
  readonly channel: string;
  readonly fragment: Fragment;
  /** What a delta holds that carries this piece alone, and the fragment in there. */
  alone(): { readonly delta: JsonObject; readonly fragment: Fragment };
}

const textFields: readonly (readonly [field: string, PartKind])[] = [
  ['reasoning', 'reasoning'],
  ['reasoning_content', 'reasoning'],
  ['content', 'text'],
  ['refusal', 'text'],
];

/** Empty strings, with which fields are opened, are no pieces. */
export function piecesOf(chunk: JsonObject): readonly Piece[] {
  return choicesOf(chunk).flatMap((choice) => {
    const delta = ownObject(choice, 'delta');
    return delta === undefined ? [] : piecesOfDelta(delta, indexOf(choice, 0));
  });
}

export function indexOf(holder: JsonObject, otherwise: number): number {
  return ownNumber(holder, 'index') ?? otherwise;
}

function piecesOfDelta(delta: JsonObject, choice: number): readonly Piece[] {
  const texts = textFields.flatMap(([field, partKind]) =>
    piece(choice, field, { holder: delta, key: field, partKind }, (alone) => alone),
  );
  return [...texts, ...toolPieces(delta, choice), ...functionPiece(delta, choice)];
}

function toolPieces(delta: JsonObject, choice: number): readonly Piece[] {
  const calls = ownValue(delta, 'tool_calls');
  if (!Array.isArray(calls)) return [];
  return calls.flatMap((call, at) => {
    const holder = isJsonObject(call) ? ownObject(call, 'function') : undefined;
    if (!isJsonObject(call) || holder === undefined) return [];
    const index = indexOf(call, at);
    const wrap = (alone: JsonObject) => ({ tool_calls: [{ index, function: alone }] });
    return piece(choice, `tool-call-${index}`, { holder, key: 'arguments', partKind: 'tool-use' }, wrap);
  });
}

function functionPiece(delta: JsonObject, choice: number): readonly Piece[] {
  const holder = ownObject(delta, 'function_call');
  if (holder === undefined) return [];
  const wrap = (alone: JsonObject) => ({ function_call: alone });
  return piece(choice, 'function-call', { holder, key: 'arguments', partKind: 'tool-use' }, wrap);
}

function piece(
  choice: number,
  name: string,
  place: Omit<Fragment, 'text'>,
  wrap: (alone: JsonObject) => JsonObject,
): readonly Piece[] {
  const text = ownString(place.holder, place.key) ?? '';
  if (text === '') return [];
  const alone = () => {
    const holder = { [place.key]: text };
    return { delta: wrap(holder), fragment: { ...place, holder, text } };
  };
  return [{ choice, channel: `${choice}/${name}`, fragment: { ...place, text }, alone }];
}
