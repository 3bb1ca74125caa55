import { isStreaming, operations, type PathAction } from '../../shared/contract/operations.ts';
import { conformPolicyFacts } from './conform-policy.ts';
import { ExactNumber, type ExactObject, isExactObject, memberOf } from './exact-json.ts';
import { formatOfRequest, generates } from './invoke-body-format.ts';
import type { RecordedRequest } from './request-folder.ts';

/** How a recorded API is replayed. A dialect that is added to the gateway adds its row to `servedApis`. */
export interface ServedApi {
  /** Below `/apps/{application}`. */
  path(modelId: string): string;
  /** Whether the answer is a stream of events. */
  readonly streams: boolean;
  /** What should arrive at Bedrock: the body that was sent, and what the gateway adds on purpose. `received` is what did arrive. */
  expected(sent: RecordedRequest, received: ExactObject): ExactObject;
  /** Headers with which the guardrail must arrive, where the body does not carry it. */
  guardrailHeaders(sent: RecordedRequest): readonly string[];
}

const { guardrail, maxOutputTokens } = conformPolicyFacts;
const cap = new ExactNumber(String(maxOutputTokens));

export const servedApis: ReadonlyMap<string, ServedApi> = new Map<string, ServedApi>([
  ['converse', bedrockApi('converse', withConverseAdditions)],
  ['converse-stream', bedrockApi('converse-stream', withConverseAdditions)],
  ['invoke', bedrockApi('invoke', withInvokeAdditions)],
  ['invoke-with-response-stream', bedrockApi('invoke-with-response-stream', withInvokeAdditions)],
  ['count-tokens', bedrockApi('count-tokens', ({ body }) => body)],
]);

function bedrockApi(action: PathAction, expected: ServedApi['expected']): ServedApi {
  return {
    path: (modelId) => `/model/${encodeURIComponent(modelId)}/${action}`,
    streams: isStreaming(operations[action]),
    expected,
    guardrailHeaders: (sent) =>
      action.startsWith('invoke') && generates(formatOfRequest(sent))
        ? ['x-amzn-bedrock-guardrailidentifier', 'x-amzn-bedrock-guardrailversion']
        : [],
  };
}

/** The guardrail must be ours; how much trace comes back and how a stream is judged go with it. */
function withConverseAdditions({ body }: RecordedRequest, received: ExactObject): ExactObject {
  const attached = memberOf(received, 'guardrailConfig');
  const ours = { guardrailIdentifier: guardrail.identifier, guardrailVersion: guardrail.version };
  return { ...withCap(body), guardrailConfig: { ...(isExactObject(attached) ? attached : {}), ...ours } };
}

function withInvokeAdditions(sent: RecordedRequest): ExactObject {
  const { 'amazon-bedrock-guardrailConfig': _, ...kept } = sent.body;
  const format = formatOfRequest(sent);
  if (format === 'openai-chat') return 'max_tokens' in kept ? kept : { max_completion_tokens: cap, ...kept };
  if (format === 'anthropic-messages') return { max_tokens: cap, ...kept };
  return format === 'nova-messages' ? withCap(kept) : kept;
}

/** The application's cap, where the caller named none. */
function withCap(sent: ExactObject): ExactObject {
  const config = memberOf(sent, 'inferenceConfig');
  return { ...sent, inferenceConfig: { maxTokens: cap, ...(isExactObject(config) ? config : {}) } };
}
