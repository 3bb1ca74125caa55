/** Reads what ApplyGuardrail answers: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ApplyGuardrail.html */
import type { ApplyGuardrailCommandOutput, GuardrailAssessment } from '@aws-sdk/client-bedrock-runtime';
import type { GuardrailFinding, GuardrailJudgement } from '../gateway/ports.ts';
import { upstreamWord } from '../gateway/upstream-word.ts';

type Answer = Pick<ApplyGuardrailCommandOutput, 'action' | 'assessments' | 'outputs' | 'usage'>;

export function readJudgement(answer: Answer): GuardrailJudgement {
  const intervened = answer.action !== 'NONE';
  const findings = (answer.assessments ?? []).flatMap(findingsOf);
  // An intervention of a kind that is not known here is the strictest that it could be.
  const explained = findings.some(({ action }) => action !== 'none');
  if (intervened && !explained) findings.push({ policy: 'other', name: 'OTHER', action: 'block' });
  return {
    intervened,
    findings,
    outputs: (answer.outputs ?? []).map(({ text }) => text ?? ''),
    units: chargedUnits(answer.usage),
  };
}

function findingsOf(assessment: GuardrailAssessment): GuardrailFinding[] {
  return [
    ...topics(assessment),
    ...contentFilters(assessment),
    ...words(assessment),
    ...sensitiveInformation(assessment),
    ...grounding(assessment),
  ];
}

function topics({ topicPolicy }: GuardrailAssessment): GuardrailFinding[] {
  return (topicPolicy?.topics ?? [])
    .filter(isDetected)
    .map(({ name, action }) => ({ policy: 'topic', name: upstreamWord(name ?? ''), action: actionOf(action) }));
}

function contentFilters({ contentPolicy }: GuardrailAssessment): GuardrailFinding[] {
  return (contentPolicy?.filters ?? []).filter(isDetected).map(({ type, action, confidence }) => ({
    policy: 'content',
    name: upstreamWord(type ?? ''),
    action: actionOf(action),
    ...(confidence !== undefined && { confidence }),
  }));
}

function words({ wordPolicy }: GuardrailAssessment): GuardrailFinding[] {
  const own = (wordPolicy?.customWords ?? []).filter(isDetected);
  const managed = (wordPolicy?.managedWordLists ?? []).filter(isDetected);
  return [
    ...own.map(
      ({ match, action }) => ({ policy: 'word', name: '', action: actionOf(action), ...matched(match) }) as const,
    ),
    ...managed.map(
      ({ type, match, action }) =>
        ({ policy: 'word', name: upstreamWord(type ?? ''), action: actionOf(action), ...matched(match) }) as const,
    ),
  ];
}

function sensitiveInformation({ sensitiveInformationPolicy }: GuardrailAssessment): GuardrailFinding[] {
  const entities = (sensitiveInformationPolicy?.piiEntities ?? []).filter(isDetected);
  const regexes = (sensitiveInformationPolicy?.regexes ?? []).filter(isDetected);
  return [
    ...entities.map(
      ({ type, match, action }) =>
        ({ policy: 'entity', name: upstreamWord(type ?? ''), action: actionOf(action), ...matched(match) }) as const,
    ),
    ...regexes.map(
      ({ name, match, action }) =>
        ({ policy: 'regex', name: upstreamWord(name ?? ''), action: actionOf(action), ...matched(match) }) as const,
    ),
  ];
}

function grounding({ contextualGroundingPolicy }: GuardrailAssessment): GuardrailFinding[] {
  return (contextualGroundingPolicy?.filters ?? []).map(({ type, action, score }) => ({
    policy: 'grounding',
    name: upstreamWord(type ?? ''),
    action: actionOf(action),
    ...(score !== undefined && { score }),
  }));
}

/** The full scope of outputs lists what was not detected too. */
function isDetected({ detected }: { readonly detected?: boolean | undefined }): boolean {
  return detected !== false;
}

/** An action that is not known here is taken for the strictest. */
function actionOf(action: string | undefined): GuardrailFinding['action'] {
  if (action === 'NONE') return 'none';
  return action === 'ANONYMIZED' ? 'mask' : 'block';
}

function matched(match: string | undefined): { readonly match?: string } {
  return match === undefined || match === '' ? {} : { match };
}

function chargedUnits(usage: Answer['usage']): number {
  if (usage === undefined) return 0;
  const { topicPolicyUnits, contentPolicyUnits, wordPolicyUnits, sensitiveInformationPolicyUnits } = usage;
  const { contextualGroundingPolicyUnits } = usage;
  const counted = [
    topicPolicyUnits,
    contentPolicyUnits,
    wordPolicyUnits,
    sensitiveInformationPolicyUnits,
    contextualGroundingPolicyUnits,
  ];
  return counted.reduce<number>((sum, units) => sum + (units ?? 0), 0);
}
