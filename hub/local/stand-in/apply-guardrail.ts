/** ApplyGuardrail: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ApplyGuardrail.html */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { type Judgement, judge } from './guardrail.ts';
import type { Guardrail, GuardrailSource } from './guardrail-config.ts';
import { findGuardrail } from './guardrail-selection.ts';
import { objectAt, objectsAt, stringAt } from './json-access.ts';
import { jsonReply, type Reply, ServiceError, validationError } from './reply.ts';
import type { Settings } from './settings.ts';

export function applyGuardrail(identifier: string, version: string, body: JsonObject, settings: Settings): Reply {
  const guardrail = findGuardrail(settings, identifier, version);
  if (guardrail === undefined) {
    throw new ServiceError(
      'ResourceNotFoundException',
      404,
      'The guardrail identifier or version provided in the request does not exist.',
    );
  }
  const source = stringAt(body, 'source');
  if (source !== 'INPUT' && source !== 'OUTPUT') {
    throw validationError(
      "1 validation error detected: Value at 'source' failed to satisfy constraint: Member must satisfy enum value set: [INPUT, OUTPUT]",
    );
  }
  const content = objectsAt(body, 'content');
  if (content.length === 0) {
    throw validationError(
      "1 validation error detected: Value at 'content' failed to satisfy constraint: Member must not be null",
    );
  }
  return jsonReply(answer(guardrail, source, content.flatMap(textsOf)));
}

function textsOf(block: JsonObject): string[] {
  const text = stringAt(objectAt(block, 'text'), 'text');
  return text === undefined ? [] : [text];
}

function answer(guardrail: Guardrail, source: GuardrailSource, texts: readonly string[]): JsonObject {
  const judgement = judge(guardrail, source, texts);
  const intervened = judgement.blocked || judgement.masked;
  return {
    usage: judgement.usage,
    action: intervened ? 'GUARDRAIL_INTERVENED' : 'NONE',
    actionReason: judgement.blocked ? 'Guardrail blocked.' : judgement.masked ? 'Guardrail masked.' : 'No action.',
    outputs: outputs(guardrail, source, judgement),
    assessments: [judgement.assessment],
    guardrailCoverage: judgement.coverage,
  };
}

/** Nothing when nothing was done; the guardrail's message when blocked; else every text, masked. */
function outputs(guardrail: Guardrail, source: GuardrailSource, judgement: Judgement): JsonObject[] {
  if (judgement.blocked) {
    return [{ text: source === 'INPUT' ? guardrail.blockedInputMessaging : guardrail.blockedOutputsMessaging }];
  }
  return judgement.masked ? judgement.texts.map((text) => ({ text })) : [];
}
