/** The policies of a guardrail that words, topics, patterns and types of sensitive data make, in the terms of CreateGuardrail: deployed, and judged by the local stand-in. */
import type { ApplicationPolicy, EntityAction, GuardrailPolicy } from '../../shared/config/bundle.ts';
import { guardrailTypes } from './judging-engines.ts';

type MaskAction = 'NONE' | 'ANONYMIZE' | 'BLOCK';

export interface EntityConfig {
  readonly type: string;
  readonly action: MaskAction;
  readonly inputAction: MaskAction;
  readonly outputAction: MaskAction;
}

const guardrailActions = { allow: 'NONE', mask: 'ANONYMIZE', pseudonymize: 'ANONYMIZE', block: 'BLOCK' } as const;

export function regexConfigs({ regexes }: GuardrailPolicy) {
  return regexes.map(({ name, pattern, action }) => ({ name, pattern, action: guardrailActions[action] }));
}

/** The types that local detectors leave to the guardrail. Of applications that share it, the strictest decides: it stands beside the model for all of them. */
export function entityConfigs(users: readonly ApplicationPolicy[]): EntityConfig[] {
  const types = new Set(users.flatMap(guardrailTypes));
  return [...types].sort().map((type) => {
    const inputAction = strictest(users.map(({ screening }) => screening.input.entities[type]));
    const outputAction = strictest(users.map(({ screening }) => screening.output.entities[type]));
    return { type, action: inputAction, inputAction, outputAction };
  });
}

const strictness: readonly EntityAction[] = ['allow', 'mask', 'pseudonymize', 'block'];

function strictest(actions: readonly (EntityAction | undefined)[]): MaskAction {
  const rank = Math.max(0, ...actions.map((action) => strictness.indexOf(action ?? 'allow')));
  return guardrailActions[strictness[rank] ?? 'allow'];
}
