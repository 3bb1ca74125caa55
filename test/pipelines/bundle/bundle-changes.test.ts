import { describe, expect, it } from 'vitest';
import { bundleChanges, type RulesAndFacts } from '../../../pipelines/bundle/bundle-changes.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { noFacts } from '../../hub/gateway/delivered-bundle.fixture.ts';
import { testPolicy } from '../../hub/gateway/governed-policy.fixture.ts';

const { bundle } = testPolicy();
const rules = (change: Partial<PolicyBundle> = {}): RulesAndFacts => ({
  bundle: { ...bundle, ...change },
  facts: noFacts,
});
const guardrail = { identifier: 'a', version: '1', definition: 'x' };

describe('what a publication changes', () => {
  it('is nothing between the same rules, however their keys are ordered', () => {
    const turned = Object.fromEntries(Object.entries(bundle).toReversed()) as unknown as PolicyBundle;
    expect(bundleChanges(rules(), { bundle: turned, facts: noFacts })).toEqual([]);
  });

  it('is everything before the first', () => {
    const changes = bundleChanges(undefined, rules());
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['added']));
    expect(changes.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'application claims',
        'guardrail baseline',
        'model nova',
        'section audit',
        'section hub',
      ]),
    );
  });

  it('is named for each application, guardrail and model', () => {
    const { nova, ...models } = bundle.models;
    const applications = {
      claims: { ...bundle.applications.claims!, owner: 'new' },
      letters: bundle.applications.claims!,
    };
    expect(bundleChanges(rules(), rules({ models, applications, platformRules: [] }))).toEqual([
      { kind: 'changed', what: 'application claims' },
      { kind: 'added', what: 'application letters' },
      { kind: 'removed', what: 'model nova' },
      { kind: 'changed', what: 'section platformRules' },
    ]);
    expect(nova).toBeDefined();
  });

  it('is named for the deployment, too', () => {
    const before = { bundle, facts: { ...noFacts, guardrails: { baseline: guardrail } } };
    const guardrails = { baseline: { ...guardrail, version: '2' } };
    const inferenceProfiles = { claims: { nova: 'arn:aws:bedrock:x' } };
    expect(bundleChanges(before, { bundle, facts: { schemaVersion: 1, guardrails, inferenceProfiles } })).toEqual([
      { kind: 'changed', what: 'deployed guardrail baseline' },
      { kind: 'added', what: 'inference profiles of claims' },
    ]);
  });

  it('takes an application that is called like a part of every object for what it is', () => {
    const applications = JSON.parse('{"constructor":{},"__proto__":{}}');
    const what = bundleChanges(rules({ applications: {} }), rules({ applications })).map((change) => change.what);
    expect(what).toEqual(['application __proto__', 'application constructor']);
  });
});
