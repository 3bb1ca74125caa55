import { type ExactObject, writeExact } from './exact-json.ts';
import type { RecordedRequest } from './request-folder.ts';

/** Required by Bedrock: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html */
const version = { anthropic_version: 'bedrock-2023-05-31' };

/**
 * A request to Anthropic's own API as a client sends it to Bedrock: the model goes into the path, streaming becomes another operation, the rest of
 * the body stays. The gateway does not serve Anthropic's paths, but it serves what Anthropic's Bedrock client makes of the same calls. Other requests stay as they are.
 */
export function asBedrockRequest(request: RecordedRequest): RecordedRequest {
  if (!request.api.startsWith('anthropic:/v1/messages')) return request;
  const { model: _, stream, ...rest } = request.body;
  const body: ExactObject = { ...version, ...rest };
  if (request.api === 'anthropic:/v1/messages/count_tokens') {
    const inner = Buffer.from(writeExact(body)).toString('base64');
    return { ...request, api: 'count-tokens', body: { input: { invokeModel: { body: inner } } }, answer: undefined };
  }
  // Anthropic's own streams are server-sent events; on Bedrock they come as frames, which the recording upstream makes itself.
  if (stream === true) return { ...request, api: 'invoke-with-response-stream', body, answer: undefined };
  return { ...request, api: 'invoke', body };
}
