import { outputFormatOf } from '../../hub/gateway/dialects/output-format.ts';
import { jsonFromSchema } from '../../hub/local/stand-in/json-from-schema.ts';
import type { JsonObject } from '../../shared/canonical-json.ts';
import type { PathAction } from '../../shared/contract/operations.ts';
import { type ExactObject, writeExact } from './exact-json.ts';
import { formatOfBody } from './invoke-body-format.ts';

/**
 * A document as the request asks for it, where it asks for one: the gateway refuses every other answer, and what recordings hold as the answer to such a request is
 * often a mock's.
 */
export function askedDocument(action: PathAction, request: ExactObject): string | undefined {
  if (action === 'count-tokens') return undefined;
  const body = JSON.parse(writeExact(request)) as JsonObject;
  const { text } = outputFormatOf(body, action.startsWith('converse') ? 'converse' : formatOfBody(request));
  if (text === undefined) return undefined;
  const schema = (typeof text === 'string' ? JSON.parse(text) : text) as JsonObject;
  return JSON.stringify(jsonFromSchema(schema, 'ok'));
}
