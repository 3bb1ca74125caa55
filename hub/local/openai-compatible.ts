/**
 * Models of any OpenAI-compatible server (Ollama, vLLM, llama.cpp, ...) behind Bedrock's contract, for trying the hub with a real model and no AWS account.
 * It serves Converse, ConverseStream, CountTokens (by estimate), and Titan and Cohere embeddings; `additionalModelRequestFields` and Bedrock
 * guardrails have no meaning there and are left out.
 */
import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../shared/canonical-json.ts';
import type { ModelAnswer, ModelCall, ModelRuntime } from '../gateway/ports.ts';
import { chatAnswer } from './openai-compatible/chat-answer.ts';
import { chatRequest } from './openai-compatible/chat-request.ts';
import { chatStream } from './openai-compatible/chat-stream.ts';
import { embeddingsAnswer, embeddingsRequest } from './openai-compatible/embeddings.ts';
import { ModelServer } from './openai-compatible/model-server.ts';
import { countTokens } from './stand-in/count-tokens.ts';
import { objectOf } from './stand-in/json-access.ts';
import { findModel, type Model } from './stand-in/models.ts';
import { errorReply, jsonReply, type Reply, ServiceError, validationError } from './stand-in/reply.ts';

export interface OpenAiCompatibleOptions {
  /** Such as `http://127.0.0.1:11434`, with or without `/v1`. */
  readonly url: string;
  /** Bedrock model id → the server's name for the model to use. @default the first model that the server lists */
  readonly models?: Readonly<Record<string, string>>;
  /** Sent as bearer token. @default none, as local servers want none */
  readonly apiKey?: string;
}

export class OpenAiCompatibleModels implements ModelRuntime {
  readonly #server: ModelServer;

  constructor(options: OpenAiCompatibleOptions) {
    this.#server = new ModelServer(options);
  }

  /** @throws GatehouseFault `model_unavailable` when the server cannot be reached or has no model. */
  async invoke(call: ModelCall): Promise<ModelAnswer> {
    try {
      return await this.#dispatch(call, parsed(call.body));
    } catch (error) {
      if (error instanceof ServiceError) return whole(errorReply(error));
      throw error;
    }
  }

  async #dispatch(call: ModelCall, body: JsonObject): Promise<ModelAnswer> {
    switch (call.operation) {
      case 'Converse': {
        const request = { ...chatRequest(body), model: await this.#server.modelFor(call.modelId) };
        return whole(jsonReply(chatAnswer(await this.#server.post('chat/completions', request, call.signal))));
      }
      case 'ConverseStream':
        return this.#stream(call, body);
      case 'CountTokens':
        return whole(countTokens(knownModel(call.modelId), body));
      case 'InvokeModel':
        return this.#embed(call, body);
      default:
        throw conversesOnly();
    }
  }

  async #stream(call: ModelCall, body: JsonObject): Promise<ModelAnswer> {
    const model = await this.#server.modelFor(call.modelId);
    const request = { ...chatRequest(body), model, stream: true, stream_options: { include_usage: true } };
    const events = await this.#server.postForEvents('chat/completions', request, call.signal);
    const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
    return { status: 200, headers, requestId: randomUUID(), body: chatStream(events) };
  }

  async #embed(call: ModelCall, body: JsonObject): Promise<ModelAnswer> {
    const { family } = knownModel(call.modelId);
    const request = embeddingsRequest(family, body);
    if (request === undefined) throw conversesOnly();
    const model = await this.#server.modelFor(call.modelId);
    const answer = await this.#server.post('embeddings', { ...request, model }, call.signal);
    return whole(jsonReply(embeddingsAnswer(family, body, answer)));
  }
}

function conversesOnly(): ServiceError {
  return validationError(
    'The OpenAI-compatible server behind this hub serves Converse, ConverseStream and text embeddings (Titan, Cohere). Call Converse, or start the hub with other models.',
  );
}

/** The policy says which models exist; an id that the stand-in does not know is a model that converses. */
function knownModel(modelId: string): Model {
  try {
    return findModel(modelId);
  } catch {
    return { requestedId: modelId, id: modelId, family: 'converse-only', hidden: true };
  }
}

function parsed(body: Uint8Array): JsonObject {
  try {
    const object = objectOf(JSON.parse(Buffer.from(body).toString('utf8')) as Json);
    if (object !== undefined) return object;
  } catch {
    // Falls through to the same error: what is wrong with the text is not told, because the text is content.
  }
  throw validationError('Malformed input request, please reformat your input and try again.');
}

function whole(reply: Reply): ModelAnswer {
  const { status, headers, content } = reply;
  async function* body(): AsyncGenerator<Uint8Array> {
    if ('body' in content) yield content.body;
    else yield* content.frames;
  }
  return { status, headers, requestId: randomUUID(), body: body() };
}
