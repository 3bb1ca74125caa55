import { isStreaming, type Operation, operations, type PathAction } from '../../shared/contract/operations.ts';
import { type Refusal, refuse } from '../../shared/contract/refusals.ts';

/** What a path asks for, before anybody has decided whether it may. */
export interface Route {
  readonly application: string;
  readonly modelId: string;
  readonly operation: Operation;
  readonly streaming: boolean;
}

const pathShape = /^\/apps\/([^/?]{1,64})\/model\/([^/?]{1,700})\/([a-z-]{1,40})$/;
// A decoded model id is an id, an inference-profile id or an ARN; anything else (a traversal, a control character) is no model.
const modelIdShape = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9.:/_-]{0,511}$/;

/** Reads `/apps/{application}/model/{modelId}/{action}`; the model id may be percent-encoded, as the SDKs send it. */
export function parseRoute(method: string, path: string): Route | Refusal {
  const unknown = refuse(
    'path_unknown',
    'No such operation. Use POST /apps/{application}/model/{modelId}/{converse|converse-stream|invoke|invoke-with-response-stream|count-tokens}: set your Bedrock client’s endpoint to https://<hub>/apps/{application}.',
  );
  const [, application, encodedModel, action] = pathShape.exec(path) ?? [];
  if (method !== 'POST' || application === undefined || encodedModel === undefined || action === undefined)
    return unknown;
  const modelId = decode(encodedModel);
  if (modelId === undefined || !modelIdShape.test(modelId) || !Object.hasOwn(operations, action)) return unknown;
  const operation = operations[action as PathAction];
  return { application, modelId, operation, streaming: isStreaming(operation) };
}

function decode(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
