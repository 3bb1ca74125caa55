/** From a request to a reply. Pure but for the state: no sockets, so tests can call it. */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { type Operation, operations, type PathAction } from '../../../shared/contract/operations.ts';
import { applyGuardrail } from './apply-guardrail.ts';
import { converse } from './converse.ts';
import { countTokens } from './count-tokens.ts';
import { internal } from './fault-plan.ts';
import { fixedReply } from './fixed-answer.ts';
import { invoke } from './invoke.ts';
import { objectOf } from './json-access.ts';
import { findModel } from './models.ts';
import { errorReply, jsonReply, type Reply, ServiceError, validationError } from './reply.ts';
import type { StandInState } from './state.ts';

export interface InboundCall {
  readonly method: string;
  /** Raw, still percent-encoded. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const modelPath = /^\/model\/(.+)\/(converse|converse-stream|invoke|invoke-with-response-stream|count-tokens)$/;
const guardrailPath = /^\/guardrail\/(.+)\/version\/([^/]+)\/apply$/;
const settingsPath = '/_stand-in/settings';

export function route(call: InboundCall, state: StandInState): Reply {
  try {
    return dispatch(call, state);
  } catch (error) {
    // Whatever breaks on a hostile body (a stack that is too deep, say) is the service's error, told without details.
    return errorReply(error instanceof ServiceError ? error : internal());
  }
}

function dispatch(call: InboundCall, state: StandInState): Reply {
  const path = call.path.split('?', 1)[0] ?? '';
  if (call.method !== 'POST') throw unknownOperation();
  const model = modelPath.exec(path);
  if (model !== null) return onModel(call, decoded(model[1]), operations[model[2] as PathAction], state);
  const guardrail = guardrailPath.exec(path);
  if (guardrail !== null) return onGuardrail(call, decoded(guardrail[1]), decoded(guardrail[2]), state);
  if (path === settingsPath) return changeSettings(call, state);
  throw unknownOperation();
}

function onModel(call: InboundCall, modelId: string, operation: Operation, state: StandInState): Reply {
  state.record({ operation, target: modelId, ...call });
  const fault = state.faults.next();
  if (fault !== undefined) throw fault;
  const model = findModel(modelId);
  const fixed = fixedReply(operation, model, call.body.length, state);
  if (fixed !== undefined) return fixed;
  const body = parsed(call.body);
  switch (operation) {
    case 'Converse':
    case 'ConverseStream':
      return converse(model, body, operation === 'ConverseStream', state);
    case 'CountTokens':
      return countTokens(model, body);
    default:
      return invoke(model, body, call.headers, operation === 'InvokeModelWithResponseStream', state);
  }
}

function onGuardrail(call: InboundCall, identifier: string, version: string, state: StandInState): Reply {
  state.record({ operation: 'ApplyGuardrail', target: identifier, ...call });
  return applyGuardrail(identifier, version, parsed(call.body), state.settings);
}

function changeSettings(call: InboundCall, state: StandInState): Reply {
  const change = parsed(call.body);
  try {
    state.configure(change);
  } catch {
    throw validationError(
      'The settings are not valid: see hub/local/stand-in/settings.ts for names, types and bounds.',
    );
  }
  return jsonReply(state.settings);
}

function parsed(body: Uint8Array): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Json;
  } catch {
    throw validationError('Malformed input request, please reformat your input and try again.');
  }
  const object = objectOf(value);
  if (object === undefined) throw validationError('Malformed input request: #: expected type: JSONObject.');
  return object;
}

function decoded(segment: string | undefined): string {
  try {
    return decodeURIComponent(segment ?? '');
  } catch {
    throw validationError('The provided model identifier is invalid.');
  }
}

function unknownOperation(): ServiceError {
  return new ServiceError(
    'UnknownOperationException',
    404,
    'The requested operation is not recognized by the service.',
  );
}
