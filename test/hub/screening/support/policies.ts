import { claimedTypes } from '../../../../hub/screening/detectors/sensitive-information.ts';
import type { ApplicationPolicy, EntityAction, GuardrailPolicy } from '../../../../shared/config/bundle.ts';

const noCap = { requests: null, tokens: null, costNanos: null };

type Screening = ApplicationPolicy['screening'];

/** An application whose entities are the given ones in both directions. */
export function applicationWith(
  entities: Readonly<Record<string, EntityAction>>,
  screening: Partial<Screening> = {},
): ApplicationPolicy {
  return {
    name: 'claims-assistant',
    description: 'Answers questions about claims',
    owner: 'claims@example.com',
    accountId: '111122223333',
    callers: [],
    workloads: null,
    purposes: ['claims'],
    defaultPurpose: 'claims',
    models: [],
    operations: ['Converse'],
    guardrail: 'standard',
    limits: { maxOutputTokens: 1000, minute: noCap, day: noCap, month: noCap },
    systemRules: [],
    answers: { repairRounds: 0, confidence: null, selfAgreementSamples: 0 },
    screening: {
      input: { entities },
      output: { entities },
      promptAttack: 'block',
      promptAttackThreshold: 0.5,
      untrusted: 'as-is',
      unreadable: 'refuse',
      ...screening,
    },
    unknownFields: 'strict',
    retentionDays: 30,
  };
}

export function guardrailWith(parts: Partial<GuardrailPolicy> = {}): GuardrailPolicy {
  return {
    identifier: 'gr-example',
    version: '1',
    blockedInputMessage: 'blocked',
    blockedOutputMessage: 'blocked',
    words: [],
    competitors: null,
    bedrock: null,
    topics: [],
    regexes: [],
    ...parts,
  };
}

/** Every type that a local detector claims, with one action. */
export function allEntities(action: EntityAction): Record<string, EntityAction> {
  return Object.fromEntries([...claimedTypes].map((type) => [type, action]));
}
