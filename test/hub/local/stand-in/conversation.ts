/** Calls the stand-in's router without sockets, and reads what it answers. */

import { EventStreamCodec } from '@smithy/eventstream-codec';
import { route } from '../../../../hub/local/stand-in/router.ts';
import type { SettingsChange } from '../../../../hub/local/stand-in/settings.ts';
import { StandInState } from '../../../../hub/local/stand-in/state.ts';
import type { Json, JsonObject } from '../../../../shared/canonical-json.ts';

export const claude = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
export const nova = 'amazon.nova-lite-v1:0';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: JsonObject;
  readonly frames: readonly { readonly headers: Readonly<Record<string, string>>; readonly payload: JsonObject }[];
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text),
);

function decodeFrame(frame: Uint8Array) {
  const { headers, body } = codec.decode(frame);
  const plain = Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, String(value)]));
  return { headers: plain, payload: JSON.parse(Buffer.from(body).toString('utf8')) as JsonObject };
}

export function standIn(settings: SettingsChange = {}): StandInState {
  const state = new StandInState();
  state.configure(settings);
  return state;
}

export function post(
  path: string,
  body: unknown,
  state: StandInState = standIn(),
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const reply = route({ method: 'POST', path, headers, body: bytes }, state);
  if ('frames' in reply.content) {
    return { ...reply, json: {}, frames: reply.content.frames.map(decodeFrame) };
  }
  const json = JSON.parse(Buffer.from(reply.content.body).toString('utf8')) as JsonObject;
  return { ...reply, json, frames: [] };
}

export function modelPath(modelId: string, action: string): string {
  return `/model/${encodeURIComponent(modelId)}/${action}`;
}

export function converse(body: unknown, state?: StandInState, modelId = claude): Answer {
  return post(modelPath(modelId, 'converse'), body, state);
}

export function user(...content: Json[]): JsonObject {
  return { role: 'user', content };
}

/** Follows keys and indices; undefined where the path ends early. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    current = typeof current === 'object' && current !== null ? (current as JsonObject)[step] : undefined;
  }
  return current;
}

/** The text of a Converse answer. */
export function said(answer: Answer): string {
  const content = at(answer.json, 'output', 'message', 'content');
  return Array.isArray(content) ? content.map((block) => at(block, 'text') ?? '').join('') : '';
}
