/** Finds the guardrail that a request names: in Converse's body, in InvokeModel's headers, or in ApplyGuardrail's path. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Guardrail } from './guardrail-config.ts';
import { objectAt, stringAt } from './json-access.ts';
import { validationError } from './reply.ts';
import type { Settings } from './settings.ts';

export interface GuardrailUse {
  readonly guardrail: Guardrail;
  readonly trace: boolean;
}

/** `identifier` is an id or an ARN. */
export function findGuardrail(settings: Settings, identifier: string, version: string): Guardrail | undefined {
  return settings.guardrails.find(
    (guardrail) =>
      guardrail.version === version &&
      (guardrail.identifier === identifier || identifier.endsWith(`:guardrail/${guardrail.identifier}`)),
  );
}

export function guardrailOfBody(settings: Settings, body: JsonObject): GuardrailUse | undefined {
  const config = objectAt(body, 'guardrailConfig');
  if (config === undefined) return undefined;
  const [identifier, version] = [stringAt(config, 'guardrailIdentifier'), stringAt(config, 'guardrailVersion')];
  return use(settings, identifier, version, stringAt(config, 'trace')?.startsWith('enabled') === true);
}

export function guardrailOfHeaders(
  settings: Settings,
  headers: Readonly<Record<string, string>>,
): GuardrailUse | undefined {
  const identifier = headers['x-amzn-bedrock-guardrailidentifier'];
  const version = headers['x-amzn-bedrock-guardrailversion'];
  if (identifier === undefined && version === undefined) return undefined;
  return use(settings, identifier, version, headers['x-amzn-bedrock-trace']?.startsWith('ENABLED') === true);
}

function use(
  settings: Settings,
  identifier: string | undefined,
  version: string | undefined,
  trace: boolean,
): GuardrailUse {
  if (identifier === undefined || version === undefined) {
    throw validationError('The guardrail identifier and the guardrail version must be given together.');
  }
  const guardrail = findGuardrail(settings, identifier, version);
  if (guardrail === undefined) {
    throw validationError('The guardrail identifier or version provided in the request does not exist.');
  }
  return { guardrail, trace };
}
