import type { Dialect, ParsedAnswer, ParsedRequest, StreamEvent } from '../../../../hub/gateway/dialects/dialect.ts';
import { parseJsonObject } from '../../../../hub/gateway/dialects/json.ts';
import { selectDialect } from '../../../../hub/gateway/dialects/select-dialect.ts';
import type { Part } from '../../../../hub/screening/parts.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';
import type { BodyFormat } from '../../../../shared/config/bundle.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { isRefusal, type Refusal } from '../../../../shared/contract/refusals.ts';

export function dialectFor(operation: Operation, format: BodyFormat = 'none'): Dialect {
  const dialect = selectDialect(operation, format);
  if (isRefusal(dialect)) throw new Error(`no dialect: ${dialect.code}`);
  return dialect;
}

/** The body as the gateway would hold it: through bytes, so that nothing is shared with the test's own object. */
export function bodyOf(body: unknown): JsonObject {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const parsed = parseJsonObject(Buffer.from(text));
  if (isRefusal(parsed)) throw new Error(`not a body: ${parsed.code}`);
  return parsed;
}

export function tryRequest(dialect: Dialect, body: unknown): ParsedRequest | Refusal {
  return dialect.parseRequest(bodyOf(body));
}

export function request(dialect: Dialect, body: unknown): ParsedRequest {
  const parsed = tryRequest(dialect, body);
  if (isRefusal(parsed)) throw new Error(parsed.message);
  return parsed;
}

export function sent(parsed: ParsedRequest | ParsedAnswer): JsonObject {
  return JSON.parse(Buffer.from(parsed.serialize()).toString('utf8')) as JsonObject;
}

export function textsOf(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => part.texts.map(({ text }) => text));
}

/** Masks every text of every part with a value that says where it stood. */
export function maskAll(parts: readonly Part[]): void {
  for (const part of parts) for (const text of part.texts) text.replace(`<${part.kind}>`);
}

export function part(parts: readonly Part[], pointer: string): Part {
  const found = parts.find((candidate) => candidate.pointer === pointer);
  if (found === undefined)
    throw new Error(`no part at ${pointer}; there are ${parts.map((p) => p.pointer).join(', ')}`);
  return found;
}

/** What a golden path would write if it released every text as it is. */
export function passOn(events: readonly StreamEvent[]): Uint8Array {
  return Buffer.concat(events.map((event) => event.frame));
}
