import type { EntityAction, GuardrailPolicy } from '../../shared/config/bundle.ts';
import type { GuardrailFinding, GuardrailRequest } from '../gateway/ports.ts';
import type { Finding } from '../screening/parts.ts';
import type { Pseudonyms } from '../screening/pseudonyms.ts';
import type { SpanAction } from '../screening/rule.ts';

/** Who judged, as findings name it. */
const bedrockDetector = 'bedrock-guardrail';

/** By which rules parts are judged, and in which direction. */
export interface GuardrailUse {
  readonly guardrail: GuardrailPolicy;
  readonly source: GuardrailRequest['source'];
  /** The application's actions for sensitive information in this direction. */
  readonly entities: Readonly<Record<string, EntityAction>>;
  /** Of the call, where the application's policy may ask for them; without, a mask takes their place. */
  readonly pseudonyms?: Pseudonyms;
}

/** A finding under the name that local detectors have for the same thing, so that a record reads alike whoever judged. */
export function localName({ policy, name, match }: GuardrailFinding, { words }: GuardrailPolicy): string {
  switch (policy) {
    case 'topic':
      return `TOPIC:${name}`;
    case 'regex':
      return `REGEX:${name}`;
    case 'word':
      return name === '' ? wordName(match, words) : `WORD:${name}`;
    default:
      return name;
  }
}

/** The word's place in the policy's list, from 1: the word itself is content, and the policy's hash says which it was. */
function wordName(match: string | undefined, words: readonly string[]): string {
  const wanted = match?.toLowerCase();
  const place = words.findIndex((word) => word.toLowerCase() === wanted);
  return place < 0 ? 'WORD' : `WORD:${place + 1}`;
}

const ownActions = { none: 'flag', mask: 'mask', block: 'block' } as const satisfies Record<string, SpanAction>;
const strictness: readonly SpanAction[] = ['flag', 'mask', 'pseudonymize', 'block'];

/** The stricter of what the guardrail did and what the application's policy says of the type. A pseudonym hides as well as a mask does. */
export function actionFor({ policy, name, action }: GuardrailFinding, { entities }: GuardrailUse): SpanAction {
  const own = ownActions[action];
  const wanted = policy === 'entity' && Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (wanted === undefined || wanted === 'allow') return own;
  return strictness.indexOf(wanted) > strictness.indexOf(own) ? wanted : own;
}

const certainty = { NONE: 0, LOW: 0.34, MEDIUM: 0.67, HIGH: 1 } as const;

/** What a record may hold of it: `count` times, and how certain. */
export function recordedFinding(finding: GuardrailFinding, type: string, action: SpanAction, count: number): Finding {
  const { confidence, score } = finding;
  return {
    type,
    detector: bedrockDetector,
    action,
    count,
    ...(confidence !== undefined && {
      // A level that is not known here counts as the highest.
      score: Object.hasOwn(certainty, confidence) ? certainty[confidence] : 1,
      reasons: [`confidence ${Object.hasOwn(certainty, confidence) ? confidence : 'unknown'}`],
    }),
    ...(score !== undefined && { score: Math.min(1, Math.max(0, score)) }),
  };
}
