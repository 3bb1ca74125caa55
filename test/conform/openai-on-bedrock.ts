import { isExactObject, memberOf, parseExact, writeExact } from './exact-json.ts';
import { minimalChatCompletion } from './minimal-answers.ts';
import type { RecordedRequest } from './request-folder.ts';

const apis: ReadonlySet<string> = new Set(['openai:/v1/chat/completions', 'bedrock-openai:/v1/chat/completions']);

/**
 * A Chat Completions request as a client sends it through Bedrock's InvokeModel, which takes OpenAI's own bodies: the model goes into the path, streaming becomes
 * another operation, the rest of the body stays. `messages` alone does not tell this format from Nova's, so the request says it. Other requests stay as they are.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-openai.html
 */
export function openAiAsBedrockRequest(request: RecordedRequest): RecordedRequest {
  if (!apis.has(request.api)) return request;
  const { model: _, stream, ...body } = request.body;
  const translated = { ...request, body, bodyFormat: 'openai-chat' } as const;
  // OpenAI's own streams are server-sent events; on Bedrock they come as frames.
  if (stream === true)
    return { ...translated, api: 'invoke-with-response-stream', answer: minimalChatCompletion(true) };
  return { ...translated, api: 'invoke', answer: jsonOf(request.answer) ?? minimalChatCompletion(false) };
}

/** A recorded answer that is a JSON object; server-sent events are not. */
function jsonOf(answer: Uint8Array | undefined): Uint8Array | undefined {
  if (answer === undefined) return undefined;
  try {
    const parsed = parseExact(Buffer.from(answer).toString());
    return isExactObject(parsed) && memberOf(parsed, 'choices') !== undefined
      ? Buffer.from(writeExact(parsed))
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
