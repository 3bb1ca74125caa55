/** HTTP to an OpenAI-compatible server: JSON requests, server-sent events, and its errors in Bedrock's words. */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { objectOf, objectsAt, stringAt } from '../stand-in/json-access.ts';
import { ServiceError } from '../stand-in/reply.ts';
import { serverSentEvents } from './server-sent-events.ts';

export class ModelServer {
  readonly #base: string;
  readonly #names: ReadonlyMap<string, string>;
  readonly #headers: Readonly<Record<string, string>>;
  #firstModel: Promise<string> | undefined;

  constructor(options: { url: string; models?: Readonly<Record<string, string>>; apiKey?: string }) {
    this.#base = `${options.url.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`;
    this.#names = new Map(Object.entries(options.models ?? {}));
    const key = options.apiKey;
    this.#headers = {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    };
  }

  /** The server's own name of the model to ask for. */
  async modelFor(bedrockId: string): Promise<string> {
    const named = this.#names.get(bedrockId);
    if (named !== undefined) return named;
    this.#firstModel ??= this.#findFirstModel();
    try {
      return await this.#firstModel;
    } catch (error) {
      // A failure is not kept: the server may be started, or a model pulled, before the next call.
      this.#firstModel = undefined;
      throw error;
    }
  }

  async #findFirstModel(): Promise<string> {
    const answer = await readJson(await this.#send('models', { method: 'GET' }));
    const name = stringAt(objectsAt(answer, 'data')[0], 'id');
    if (name !== undefined) return name;
    const remedy = 'Load one first (with Ollama: ollama pull llama3.2), then ask again.';
    throw new GatehouseFault('model_unavailable', `The server at ${this.#base} lists no model.`, remedy);
  }

  async post(path: string, body: JsonObject, signal: AbortSignal | undefined): Promise<JsonObject> {
    return readJson(await this.#post(path, body, signal));
  }

  /** The JSON of each event, up to `[DONE]`. */
  async postForEvents(
    path: string,
    body: JsonObject,
    signal: AbortSignal | undefined,
  ): Promise<AsyncIterable<JsonObject>> {
    const response = await this.#post(path, body, signal);
    if (response.body === null) throw modelError();
    return serverSentEvents(response.body);
  }

  async #post(path: string, body: JsonObject, signal: AbortSignal | undefined): Promise<Response> {
    return this.#send(path, { method: 'POST', body: JSON.stringify(body), ...(signal !== undefined && { signal }) });
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.#base}/${path}`, { ...init, headers: this.#headers });
    } catch (cause) {
      const remedy = 'Start it, or correct the URL given to --models.';
      throw new GatehouseFault('model_unavailable', `The model server at ${this.#base} cannot be reached.`, remedy, {
        cause,
      });
    }
    if (response.ok) return response;
    await response.body?.cancel();
    throw serverError(response.status);
  }
}

/** The server's own message may quote the prompt and is not passed on. */
function serverError(status: number): ServiceError {
  const message = `The model server answered with HTTP status ${status}.`;
  if (status === 429) return new ServiceError('ThrottlingException', 429, message);
  if (status === 401 || status === 403) return new ServiceError('AccessDeniedException', 403, message);
  if (status === 404) return new ServiceError('ResourceNotFoundException', 404, message);
  if (status >= 500) return new ServiceError('ServiceUnavailableException', 503, message);
  return new ServiceError('ValidationException', 400, message);
}

export function modelError(): ServiceError {
  return new ServiceError('ModelErrorException', 424, 'The model server gave an answer that cannot be read.');
}

async function readJson(response: Response): Promise<JsonObject> {
  let value: Json;
  try {
    value = (await response.json()) as Json;
  } catch {
    throw modelError();
  }
  const object = objectOf(value);
  if (object === undefined) throw modelError();
  return object;
}
