import { beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import type { EffectivePolicies } from '../../../../pipelines/bootstrap/status/effective-policies.ts';
import { statusOf } from '../../../../pipelines/bootstrap/status/status.ts';
import { bundleOf, governed } from '../governed-organization.fixture.ts';

const bundle = bundleOf('aws');
const [claims, empty] = ['111122223333', '222233334444'];
let world: Snapshot;
beforeAll(async () => {
  world = await governed(bundle);
});

function accountOf(id: string | undefined, { effective }: { readonly effective: EffectivePolicies }) {
  return statusOf({ bundle, changes: [], snapshot: world, effective }).accounts.find((account) => account.id === id);
}

describe('what is in force after inheritance', () => {
  const optOut = { services: { default: { opt_out_policy: 'optOut' } } };
  const key = (name: string) => [name, { tag_key: name }] as const;
  const tags = {
    tags: Object.fromEntries(
      ['gatehouse:account', 'gatehouse:application', 'gatehouse:guardrail', 'gatehouse:model'].map(key),
    ),
  };
  const [guardrail] = bundle.organization.policies.guardrails;
  const config = {
    identifier: `${guardrail?.arn}:${guardrail?.version}`,
    selective_content_guarding: { system: 'comprehensive', messages: 'comprehensive' },
    model_enforcement: { included_models: ['ALL'], excluded_models: ['amazon.titan-embed-text-v2:0'] },
  };
  const bedrock = { bedrock: { guardrail_inference: { 'us-east-1': { config_1: config } } } };
  const asIt = (texts: Readonly<Record<string, unknown>>) =>
    new Map([
      [claims!, Object.fromEntries(Object.entries(texts).map(([type, value]) => [type, JSON.stringify(value)]))],
    ]);
  const whole = { AISERVICES_OPT_OUT: optOut, TAG: tags, BEDROCK: bedrock };
  const wrongs = (texts: Readonly<Record<string, unknown>>) =>
    accountOf(claims, { effective: asIt(texts) })?.effective.flatMap(({ type, wrong }) =>
      wrong.map((path) => `${type} ${path}`),
    );

  it('is asked about where the caller asked AWS, and nowhere else', () => {
    expect(accountOf(empty, { effective: asIt(whole) })).toMatchObject({ effective: [], inOrder: true });
  });

  it('is as it should be', () => {
    expect(accountOf(claims, { effective: asIt(whole) })).toMatchObject({ inOrder: true });
    expect(wrongs(whole)).toEqual([]);
    expect(accountOf(claims, { effective: asIt(whole) })?.effective).toHaveLength(3);
  });

  it('may be more than ours', () => {
    expect(wrongs({ ...whole, TAG: { tags: { ...tags.tags, team: { tag_key: 'team' } } } })).toEqual([]);
  });

  it.each([
    ['nothing', { TAG: tags, BEDROCK: bedrock }, ['AISERVICES_OPT_OUT services.default.opt_out_policy']],
    [
      'another value',
      { ...whole, AISERVICES_OPT_OUT: { services: { default: { opt_out_policy: 'optIn' } } } },
      ['AISERVICES_OPT_OUT services.default.opt_out_policy'],
    ],
    ['no object', { ...whole, AISERVICES_OPT_OUT: 'optOut' }, ['AISERVICES_OPT_OUT services.default.opt_out_policy']],
    [
      'one key less',
      { ...whole, TAG: { tags: Object.fromEntries([key('gatehouse:account')]) } },
      ['application', 'guardrail', 'model'].map((name) => `TAG tags.gatehouse:${name}.tag_key`),
    ],
    [
      'another guardrail',
      {
        ...whole,
        BEDROCK: {
          bedrock: { guardrail_inference: { 'us-east-1': { config_1: { ...config, identifier: 'another:1' } } } },
        },
      },
      ['BEDROCK bedrock.guardrail_inference.us-east-1.config_1.identifier'],
    ],
  ])('is told where it is %s', (_what, texts, expected) => {
    expect(wrongs(texts)).toEqual(expected);
    expect(accountOf(claims, { effective: asIt(texts) })?.inOrder).toBe(false);
  });

  it('is nothing where the text is no JSON', () => {
    const effective = new Map([
      [claims!, { AISERVICES_OPT_OUT: '{', TAG: JSON.stringify(tags), BEDROCK: JSON.stringify(bedrock) }],
    ]);
    expect(
      accountOf(claims, { effective })?.effective.find(({ type }) => type === 'AISERVICES_OPT_OUT')?.wrong,
    ).toHaveLength(1);
  });
});
