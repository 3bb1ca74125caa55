/** Judges texts by a guardrail and reports as the service does. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Guardrail, GuardrailSource } from './guardrail-config.ts';
import { type Finding, findAll } from './guardrail-findings.ts';

export interface Judgement {
  readonly blocked: boolean;
  readonly masked: boolean;
  /** The texts, masked where the guardrail says so; unchanged when blocked. */
  readonly texts: readonly string[];
  readonly assessment: JsonObject;
  readonly usage: JsonObject;
  readonly coverage: JsonObject;
}

export function judge(guardrail: Guardrail, source: GuardrailSource, texts: readonly string[]): Judgement {
  const findings = texts.map((text) => findAll(guardrail, source, text));
  const all = findings.flat();
  const blocked = all.some((finding) => finding.action === 'BLOCKED');
  const masked = all.some((finding) => finding.action === 'ANONYMIZED');
  const usage = unitsUsed(guardrail, texts);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const coverage = { textCharacters: { guarded: characters, total: characters } };
  return {
    blocked,
    masked,
    texts: blocked ? texts : texts.map((text, index) => mask(text, findings[index] ?? [])),
    assessment: assessmentOf(all, { guardrailProcessingLatency: 1, usage, guardrailCoverage: coverage }),
    usage,
    coverage,
  };
}

/** One text unit is up to 1,000 characters of a text, for each policy: https://aws.amazon.com/bedrock/pricing/ */
function unitsUsed(guardrail: Guardrail, texts: readonly string[]): JsonObject {
  const units = texts.reduce((sum, text) => sum + Math.ceil(text.length / 1000), 0);
  const sensitive = guardrail.sensitiveInformationPolicyConfig;
  return {
    topicPolicyUnits: guardrail.topicPolicyConfig === undefined ? 0 : units,
    contentPolicyUnits: 0,
    wordPolicyUnits: guardrail.wordPolicyConfig === undefined ? 0 : units,
    sensitiveInformationPolicyUnits: (sensitive?.piiEntitiesConfig.length ?? 0) > 0 ? units : 0,
    sensitiveInformationPolicyFreeUnits: (sensitive?.regexesConfig.length ?? 0) > 0 ? units : 0,
    contextualGroundingPolicyUnits: 0,
  };
}

/** Replaces what was found by `{NAME}`. Where findings overlap, the first and longest wins. */
function mask(text: string, findings: readonly Finding[]): string {
  const spans = findings
    .flatMap((finding) => ('span' in finding && finding.action === 'ANONYMIZED' ? [finding] : []))
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  let masked = '';
  let done = 0;
  for (const { span, name } of spans) {
    if (span.start < done) continue;
    masked += `${text.slice(done, span.start)}{${name}}`;
    done = span.end;
  }
  return masked + text.slice(done);
}

/** GuardrailAssessment: policies that found nothing are left out. */
function assessmentOf(findings: readonly Finding[], invocationMetrics: JsonObject): JsonObject {
  const topics: JsonObject[] = [];
  const customWords: JsonObject[] = [];
  const managedWordLists: JsonObject[] = [];
  const piiEntities: JsonObject[] = [];
  const regexes: JsonObject[] = [];
  for (const finding of findings) {
    const { action } = finding;
    if (finding.policy === 'topic') topics.push({ name: finding.name, type: 'DENY', action, detected: true });
    else if (finding.policy === 'custom-word') customWords.push({ match: finding.match, action, detected: true });
    else if (finding.policy === 'profanity') {
      managedWordLists.push({ match: finding.match, type: 'PROFANITY', action, detected: true });
    } else if (finding.policy === 'entity') {
      piiEntities.push({ match: finding.match, type: finding.name, action, detected: true });
    } else {
      const { name, match } = finding;
      regexes.push({ name, match, regex: finding.pattern ?? '', action, detected: true });
    }
  }
  return {
    ...(topics.length > 0 && { topicPolicy: { topics } }),
    ...(customWords.length + managedWordLists.length > 0 && { wordPolicy: { customWords, managedWordLists } }),
    ...(piiEntities.length + regexes.length > 0 && { sensitiveInformationPolicy: { piiEntities, regexes } }),
    invocationMetrics,
  };
}
