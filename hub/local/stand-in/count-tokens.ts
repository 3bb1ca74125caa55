/** CountTokens: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { checkAnthropic } from './check-anthropic.ts';
import { checkConverse, checkNova } from './check-converse.ts';
import { objectAt, objectOf, stringAt } from './json-access.ts';
import { converses, type Model } from './models.ts';
import type { Prompt } from './prompt.ts';
import { readAnthropic } from './read-anthropic.ts';
import { readConverse } from './read-converse.ts';
import { jsonReply, type Reply, validationError } from './reply.ts';
import { countPrompt } from './tokens.ts';

export function countTokens(model: Model, body: JsonObject): Reply {
  if (!converses(model)) throw validationError("The provided model doesn't support counting tokens.");
  const input = objectAt(body, 'input');
  const converse = objectAt(input, 'converse');
  if (converse !== undefined) {
    checkConverse(converse, model.family);
    return counted(readConverse(converse));
  }
  const encoded = stringAt(objectAt(input, 'invokeModel'), 'body');
  if (encoded === undefined) {
    throw validationError('The input field must set one of its members: converse or invokeModel.');
  }
  return counted(readInvokeBody(model, encoded));
}

function counted(prompt: Prompt): Reply {
  return jsonReply({ inputTokens: countPrompt(prompt).input });
}

function readInvokeBody(model: Model, encoded: string): Prompt {
  const body = parsedObject(Buffer.from(encoded, 'base64').toString('utf8'));
  if (body === undefined) throw validationError('The body of input.invokeModel is not a JSON object.');
  if (model.family === 'anthropic') {
    // A body that is only counted need not say how long the answer may be.
    checkAnthropic({ max_tokens: 1, anthropic_version: 'bedrock-2023-05-31', ...body });
    return readAnthropic(body);
  }
  checkNova(body);
  return readConverse(body);
}

function parsedObject(text: string): JsonObject | undefined {
  try {
    return objectOf(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}
