import { beforeEach, describe, expect, it } from 'vitest';
import { bundleKey, factsKey } from '../../../hub/gateway/bundle-pointer.ts';
import { LoadedPolicies } from '../../../hub/gateway/loaded-policies.ts';
import { sha256Hex } from '../../../shared/canonical-json.ts';
import type { CompiledPolicy, PolicyBundle } from '../../../shared/config/bundle.ts';
import { compiledWith, Delivered, noFacts } from './delivered-bundle.fixture.ts';
import { expectFault, faultOf } from './faults.ts';

const compiled = compiledWith('one');

const bedrockPolicy = {
  description: null,
  contentFilters: {},
  contentTier: 'CLASSIC',
  topicTier: 'CLASSIC',
  profanity: 'off',
  grounding: null,
  relevance: null,
  automatedReasoning: null,
  crossRegion: null,
  appliedBy: [],
} as const;

let delivered: Delivered;
let reads: number;
beforeEach(() => {
  delivered = new Delivered();
  reads = 0;
});
const newPolicies = () =>
  new LoadedPolicies({
    pointer: async () => undefined,
    object: async (key) => {
      reads += 1;
      return delivered.objects.get(key) ?? new Uint8Array();
    },
  });
/** The same rules, but for one thing. */
const rulesWith = (bundle: PolicyBundle): CompiledPolicy => {
  const canonical = JSON.stringify(bundle);
  return { bundle, canonical, hash: sha256Hex(canonical) };
};

describe('a loaded bundle', () => {
  it('is read once, and again after it was forgotten', async () => {
    const named = delivered.publish(compiled, 0);
    const policies = newPolicies();
    expect(await policies.load(named)).toBe(await policies.load(named));
    expect(reads).toBe(2);
    policies.keepOnly([named]);
    await policies.load(named);
    expect(reads).toBe(2);
    policies.keepOnly([]);
    await policies.load(named);
    expect(reads).toBe(4);
  });

  it('is loaded anew for other facts', async () => {
    const policies = newPolicies();
    const [one, other] = [delivered.publish(compiled, 0), delivered.publish(compiled, 0, noFacts)];
    expect((await policies.load(one)).inferenceProfiles.size).toBe(1);
    expect((await policies.load(other)).inferenceProfiles.size).toBe(0);
  });
});

describe('bytes that are not what their name says', () => {
  it.each([
    ['altered', compiled.canonical.replace('"one"', '"two"')],
    ['no JSON', 'x'],
    ['nothing', ''],
  ])('a bundle that is %s: policy_unavailable', async (_what, bytes) => {
    const named = delivered.publish(compiled, 0);
    delivered.objects.set(bundleKey(named.hash), Buffer.from(bytes));
    await expectFault(newPolicies().load(named), 'policy_unavailable');
  });

  it('altered facts: policy_unavailable', async () => {
    const named = delivered.publish(compiled, 0);
    delivered.objects.set(factsKey(named.facts), Buffer.from('{}'));
    await expectFault(newPolicies().load(named), 'policy_unavailable');
  });
});

describe('bytes that are what their name says, and no rules for this build', () => {
  it.each(['x', '[]', '"a"', 'null', '{}', '{"schemaVersion":1}', compiled.canonical.replace('"baseline"', '"other"')])(
    'are policy_unavailable: %.30s',
    async (canonical) => {
      const named = delivered.publish({ ...compiled, canonical, hash: sha256Hex(canonical) }, 0);
      const fault = await faultOf(newPolicies().load(named));
      expect(fault.code).toBe('policy_unavailable');
      expect(fault.message.length).toBeLessThan(500);
    },
  );

  it('are explained where they are of another version', async () => {
    const canonical = compiled.canonical.replace('"schemaVersion":1', '"schemaVersion":2');
    const named = delivered.publish({ ...compiled, canonical, hash: sha256Hex(canonical) }, 0);
    expect((await faultOf(newPolicies().load(named))).remedy).toContain('same release');
  });

  it('are explained where their guardrails were not deployed', async () => {
    const { bundle } = compiled;
    const baseline = { ...bundle.guardrails.baseline!, bedrock: bedrockPolicy };
    const named = delivered.publish(rulesWith({ ...bundle, guardrails: { baseline } }), 0, noFacts);
    const fault = await faultOf(newPolicies().load(named));
    expect(fault.code).toBe('policy_unavailable');
    expect(fault.remedy).toContain('Deploy the guardrails');
  });
});
