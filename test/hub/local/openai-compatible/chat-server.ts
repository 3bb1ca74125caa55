/** A small OpenAI-like server, and calls to it through the runtime under test. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { ModelAnswer, ModelCall } from '../../../../hub/gateway/ports.ts';
import { OpenAiCompatibleModels } from '../../../../hub/local/openai-compatible.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';

export const claude = 'anthropic.claude-3-haiku-20240307-v1:0';

export type Respond = (request: IncomingMessage, response: ServerResponse, body: string) => unknown;

export interface Asked {
  readonly path: string;
  readonly body: JsonObject;
  readonly authorization: string | undefined;
}

export interface ChatServer {
  /** How the next requests are answered. */
  respond: Respond;
  /** What was asked, but for the list of models. */
  readonly asked: Asked[];
  readonly url: string;
  close(): void;
}

export async function startChatServer(): Promise<ChatServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      if (request.url === '/v1/models') return response.end('{"data":[{"id":"llama3.2"},{"id":"other"}]}');
      const { authorization } = request.headers;
      asked.push({ path: request.url ?? '', body: JSON.parse(body) as JsonObject, authorization });
      return chat.respond(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const chat: ChatServer = {
    respond: completion({ content: 'unset' }),
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return chat;
}

const someUsage = { prompt_tokens: 10, completion_tokens: 4 };

export function completion(message: JsonObject, finish_reason = 'stop', usage: JsonObject = someUsage): Respond {
  const body = JSON.stringify({ choices: [{ index: 0, message, finish_reason }], usage });
  return (_, response) => response.end(body);
}

export function invoke(
  url: string,
  operation: ModelCall['operation'],
  body: unknown,
  modelId = claude,
  options: { url?: string; apiKey?: string; models?: Readonly<Record<string, string>> } = {},
): Promise<ModelAnswer> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const models = new OpenAiCompatibleModels({ url, ...options });
  return models.invoke({
    operation,
    modelId,
    contentType: 'application/json',
    accept: '*/*',
    headers: {},
    body: bytes,
  });
}

export async function json(answer: Promise<ModelAnswer>): Promise<JsonObject & { status: number }> {
  const { status, body } = await answer;
  return { ...(JSON.parse(Buffer.concat(await Array.fromAsync(body)).toString()) as JsonObject), status };
}
