import type { Handled, HandledCall, HandledEnd } from '../handlers.ts';
import { encodeEnd } from './end-payload.ts';
import { encodeFaces } from './faces-payload.ts';
import { faultForm } from './fault-payload.ts';
import { encodeFrame } from './frame.ts';
import { encodeJson } from './json-payload.ts';

/** What the response filter writes to the gateway. Rejects where the answer does; what is written then is a fault. */
export async function* writeHandled(handled: Handled): AsyncGenerator<Uint8Array, void> {
  if (handled.kind === 'faulted') {
    const { kind, verdicts, engine, cause, asides } = handled;
    const told = { kind, verdicts, engine, fault: faultForm(cause), asides: asides.map((one) => one ?? null) };
    yield encodeFrame('head', encodeJson(told));
    yield encodeFrame('end');
    return;
  }
  const first = handled.upstream?.sent;
  if (first !== undefined) yield encodeFrame('sent', first);
  yield encodeFrame('head', encodeJson(headOf(handled)));
  let step = await handled.answer.next();
  for (; step.done !== true; step = await handled.answer.next()) {
    yield encodeFrame('released', ...encodeFaces(step.value));
  }
  yield* writeEnd(step.value, first);
}

function headOf({ kind, verdicts, engine, upstream }: HandledCall): object {
  if (upstream === undefined) return { kind, verdicts, engine };
  const { status, headers, requestId } = upstream;
  return { kind, verdicts, engine, upstream: { status, headers, requestId } };
}

function* writeEnd(end: HandledEnd, first: Uint8Array | undefined): Generator<Uint8Array> {
  if (end.sent !== undefined && end.sent !== first) yield encodeFrame('sent', end.sent);
  for (const piece of end.unreleased ?? []) yield encodeFrame('unreleased', ...encodeFaces(piece));
  for (const piece of end.withheld) yield encodeFrame('withheld', ...encodeFaces(piece));
  yield encodeFrame('end', encodeEnd(end, first));
}
