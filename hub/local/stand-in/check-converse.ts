/**
 * Refuses Converse bodies as the service does, with messages in its style. The rules are those that a gateway can break by rewriting a request:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { arrayAt, member, numberAt, objectAt, objectOf, objectsAt, stringAt } from './json-access.ts';
import type { Family } from './models.ts';
import { validationError } from './reply.ts';

const converseFields = new Set([
  'messages',
  'system',
  'inferenceConfig',
  'toolConfig',
  'guardrailConfig',
  'additionalModelRequestFields',
  'promptVariables',
  'additionalModelResponseFieldPaths',
  'requestMetadata',
  'performanceConfig',
  'serviceTier',
  'outputConfig',
]);

const novaFields = new Set(['schemaVersion', 'messages', 'system', 'inferenceConfig', 'toolConfig', 'reasoningConfig']);

/** Claude also takes conversations that begin with the assistant (seen of the service in 2026); other models do not. */
export function checkConverse(body: JsonObject, family: Family): void {
  checkFields(body, converseFields);
  checkMessages(body, family === 'anthropic');
  checkInference(objectAt(body, 'inferenceConfig'));
  checkTools(body);
}

export function checkNova(body: JsonObject): void {
  checkFields(body, novaFields);
  checkMessages(body, false);
  checkInference(objectAt(body, 'inferenceConfig'));
  checkTools(body);
}

function checkFields(body: JsonObject, known: ReadonlySet<string>): void {
  for (const key of Object.keys(body)) {
    if (!known.has(key)) {
      throw validationError(
        'Malformed input request: #: extraneous key is not permitted, please reformat your input and try again.',
      );
    }
  }
}

function checkMessages(body: JsonObject, assistantMayBegin: boolean): void {
  const messages = member(body, 'messages');
  if (messages === undefined || messages === null) {
    throw validationError(
      "1 validation error detected: Value null at 'messages' failed to satisfy constraint: Member must not be null",
    );
  }
  if (!Array.isArray(messages)) throw validationError('The value at messages is not a list. Send a list of messages.');
  messages.forEach((message, index) => {
    checkMessage(objectOf(message), index);
  });
  checkOrder(objectsAt(body, 'messages'), assistantMayBegin);
}

function checkMessage(message: JsonObject | undefined, index: number): void {
  const role = stringAt(message, 'role');
  if (role !== 'user' && role !== 'assistant') {
    throw validationError(
      `1 validation error detected: Value at 'messages.${index + 1}.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]`,
    );
  }
  const content = arrayAt(message, 'content');
  if (content.length === 0) {
    throw validationError(
      `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the content field and try again.`,
    );
  }
  content.forEach((block, position) => {
    checkBlock(objectOf(block), `messages.${index}.content.${position}`);
  });
}

function checkBlock(block: JsonObject | undefined, place: string): void {
  if (block === undefined || Object.keys(block).length === 0) {
    throw validationError(`The ContentBlock object at ${place} must set one of its members.`);
  }
  if (stringAt(block, 'text')?.trim() === '') {
    throw validationError(
      `The text field in the ContentBlock object at ${place} is blank. Add text to the text field, and try again.`,
    );
  }
}

function checkOrder(messages: readonly JsonObject[], assistantMayBegin: boolean): void {
  const roles = messages.map((message) => stringAt(message, 'role'));
  if (roles[0] === 'assistant' && !assistantMayBegin) {
    throw validationError(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    );
  }
  if (roles.some((role, index) => index > 0 && role === roles[index - 1])) {
    throw validationError(
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    );
  }
}

function checkInference(inference: JsonObject | undefined): void {
  const maxTokens = member(inference, 'maxTokens');
  if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && (numberAt(inference, 'maxTokens') ?? 0) >= 1)) {
    throw validationError(
      "1 validation error detected: Value at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  }
}

/** A conversation that used tools must say which tools exist. */
function checkTools(body: JsonObject): void {
  const config = objectAt(body, 'toolConfig');
  if (config !== undefined && arrayAt(config, 'tools').length === 0) {
    throw validationError(
      "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  const usesTools = objectsAt(body, 'messages').some((message) =>
    objectsAt(message, 'content').some(
      (block) => Object.hasOwn(block, 'toolUse') || Object.hasOwn(block, 'toolResult'),
    ),
  );
  if (usesTools && config === undefined) {
    throw validationError('The toolConfig field must be defined when using toolUse and toolResult content blocks.');
  }
}
