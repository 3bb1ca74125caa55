import { describe, expect, it } from 'vitest';
import { groundingFacts } from '../../../../hub/gateway/dialects/grounding.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';

const assessment = (...filters: readonly JsonObject[]): JsonObject => ({
  contextualGroundingPolicy: { filters: [...filters] },
});
const grounding = (score: number): JsonObject => ({ type: 'GROUNDING', threshold: 0.7, score, action: 'NONE' });
const relevance = (score: number): JsonObject => ({ type: 'RELEVANCE', threshold: 0.7, score, action: 'NONE' });

describe('scores of the contextual grounding check', () => {
  it('are read from Converse’s trace, the lowest of several', () => {
    const outputAssessments = { gr1: [assessment(grounding(0.9), relevance(0.8)), assessment(grounding(0.4))] };
    expect(groundingFacts({ trace: { guardrail: { outputAssessments } } })).toEqual({ grounding: 0.4, relevance: 0.8 });
  });

  it('are read from InvokeModel’s trace', () => {
    const outputs = [{ gr1: assessment(relevance(0.25)) }];
    expect(groundingFacts({ 'amazon-bedrock-trace': { guardrail: { outputs } } })).toEqual({ relevance: 0.25 });
  });

  it.each([
    ['no trace', {}],
    ['a trace of another kind', { trace: { promptRouter: assessment(grounding(0.1)) } }],
    ['filters that are none', { trace: { guardrail: { contextualGroundingPolicy: { filters: [null, 3, {}] } } } }],
    ['a score that is no number', { trace: { guardrail: assessment({ type: 'GROUNDING', score: 'high' }) } }],
    ['prototypes', JSON.parse('{"trace":{"guardrail":{"__proto__":{"contextualGroundingPolicy":3}}}}')],
  ])('are absent with %s', (_name, body) => {
    expect(groundingFacts(body)).toEqual({});
  });

  it('are not looked for without end', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    expect(groundingFacts({ trace: { guardrail: deep as JsonObject } })).toEqual({});
  });
});
