import { beforeEach, describe, expect, it } from 'vitest';
import { bundleKey, pointerKey } from '../../../hub/gateway/bundle-pointer.ts';
import type { DeliveredBundles } from '../../../hub/gateway/loaded-policies.ts';
import { PolicySource } from '../../../hub/gateway/policy-source.ts';
import { sha256Hex } from '../../../shared/canonical-json.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { compiledWith, Delivered } from './delivered-bundle.fixture.ts';
import { expectFault, faultOf } from './faults.ts';

const [first, second, third] = [compiledWith('one'), compiledWith('two'), compiledWith('three')];
const startMs = Date.UTC(2026, 10, 21);
const outage = new GatehouseFault('policy_unavailable', 'The bucket does not answer.', 'Wait.');

let nowMs: number;
let delivered: Delivered;
let looks: number;
let broken: boolean;
let problems: unknown[];
beforeEach(() => {
  nowMs = startMs;
  delivered = new Delivered();
  looks = 0;
  broken = false;
  problems = [];
});

const bundles: DeliveredBundles = {
  async pointer(knownTag) {
    looks += 1;
    const bytes = await bundles.object(pointerKey);
    const tag = sha256Hex(bytes);
    return tag === knownTag ? undefined : { bytes, tag };
  },
  async object(key) {
    const bytes = delivered.objects.get(key);
    if (broken || bytes === undefined) throw outage;
    return bytes;
  },
};
const newSource = () =>
  new PolicySource({ bundles, clock: { now: () => nowMs }, onProblem: (problem) => problems.push(problem) });
/** What a call does at its beginning. */
const call = async (source: PolicySource) => {
  await source.ready();
  return source.policy().compiled.hash;
};
/** Until whatever is under way beside a call has ended. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the first bundle', () => {
  it('is the one that the pointer names, with what its deployment made', async () => {
    delivered.publish(first, nowMs);
    const source = newSource();
    expect(await call(source)).toBe(first.hash);
    const { applications, inferenceProfiles, compiled } = source.policy();
    expect(applications.get('claims')?.rules).toContain('one');
    expect(inferenceProfiles.get('claims')?.get('nova')).toContain(':application-inference-profile/');
    expect(compiled.canonical).toBe(first.canonical);
  });

  it('is looked for once for all calls that wait', async () => {
    delivered.publish(first, nowMs);
    const source = newSource();
    await Promise.all(Array.from({ length: 10 }, () => call(source)));
    expect(looks).toBe(1);
  });

  it('is frozen, and a lookup by a name from outside finds only what it holds', async () => {
    delivered.publish(first, nowMs);
    const source = newSource();
    await call(source);
    const { bundle } = source.policy().compiled;
    expect(Object.isFrozen(bundle.applications.claims?.limits.minute)).toBe(true);
    expect([bundle.models.constructor, bundle.applications.toString]).toEqual([undefined, undefined]);
  });

  it('is policy_unavailable before it is loaded, and where there is none', async () => {
    const source = newSource();
    await expectFault(() => source.policy(), 'policy_unavailable');
    await expectFault(call(source), 'policy_unavailable');
    delivered.publish(first, nowMs);
    expect(await call(source)).toBe(first.hash);
  });
});

describe('a newer bundle', () => {
  let source: PolicySource;
  beforeEach(async () => {
    delivered.publish(first, nowMs);
    source = newSource();
    await call(source);
    delivered.publish(second, nowMs);
  });

  it('is not looked for within 15 s', async () => {
    nowMs += 14_999;
    expect(await call(source)).toBe(first.hash);
    expect(looks).toBe(1);
  });

  it('is looked for beside a call from 15 s on, which does not wait', async () => {
    nowMs += 15_000;
    expect(source.ready()).toBeUndefined();
    expect(source.policy().compiled.hash).toBe(first.hash);
    await settled();
    expect(source.policy().compiled.hash).toBe(second.hash);
  });

  it.each([30_000, 7_200_000])('is in force for a call that begins %i ms later', async (laterMs) => {
    nowMs += laterMs;
    expect(await call(source)).toBe(second.hash);
  });

  it('does not take the place of the old one where it cannot be loaded, which is told', async () => {
    delivered.objects.delete(bundleKey(second.hash));
    nowMs += 30_000;
    expect(await call(source)).toBe(first.hash);
    expect(problems).toEqual([outage]);
  });

  it('is loaded once it can be', async () => {
    const bytes = delivered.objects.get(bundleKey(second.hash))!;
    delivered.objects.delete(bundleKey(second.hash));
    nowMs += 30_000;
    await call(source);
    delivered.objects.set(bundleKey(second.hash), bytes);
    nowMs += 5_000;
    expect(await call(source)).toBe(second.hash);
  });
});

describe('a bundle that cannot be confirmed', () => {
  let source: PolicySource;
  beforeEach(async () => {
    delivered.publish(first, nowMs);
    source = newSource();
    await call(source);
    broken = true;
  });

  it('serves for 15 minutes and no longer', async () => {
    nowMs += 899_999;
    expect(await call(source)).toBe(first.hash);
    nowMs += 1;
    const fault = await faultOf(call(source));
    expect(fault.code).toBe('policy_unavailable');
    expect(fault.remedy).toContain('bundle status');
  });

  it('serves again as soon as it is confirmed', async () => {
    nowMs += 900_000;
    await expectFault(call(source), 'policy_unavailable');
    broken = false;
    nowMs += 5_000;
    expect(await call(source)).toBe(first.hash);
  });

  it('is not asked about by every call: after a failure there is a pause of 5 s', async () => {
    nowMs += 30_000;
    await call(source);
    nowMs += 4_999;
    await call(source);
    expect(looks).toBe(2);
    nowMs += 1;
    await call(source);
    expect(looks).toBe(3);
  });

  it('does not become confirmed because the answer took long', async () => {
    broken = false;
    let answer = () => {};
    const slow: DeliveredBundles = {
      ...bundles,
      pointer: () =>
        new Promise((resolve) => {
          answer = () => resolve(undefined);
        }),
    };
    let asked = 0;
    const late = new PolicySource({
      bundles: { ...bundles, pointer: (tag) => (asked++ === 0 ? bundles.pointer(tag) : slow.pointer(tag)) },
      clock: { now: () => nowMs },
      onProblem: () => undefined,
      mostStaleSeconds: 60,
    });
    await call(late);
    nowMs += 30_000;
    const waiting = late.ready();
    nowMs += 60_000;
    answer();
    await waiting;
    await expectFault(() => late.policy(), 'policy_unavailable');
  });
});

describe('the bundle that a call was begun under', () => {
  it('is the one in force', async () => {
    delivered.publish(first, nowMs);
    expect((await newSource().byHash(first.hash)).compiled.hash).toBe(first.hash);
  });

  it('is found where it was published a moment ago, without waiting', async () => {
    delivered.publish(first, nowMs);
    const source = newSource();
    await call(source);
    delivered.publish(second, nowMs);
    expect((await source.byHash(second.hash)).compiled.hash).toBe(second.hash);
  });

  it('is found where it was replaced a moment ago, also by who never had it, and is loaded once', async () => {
    delivered.publish(first, nowMs);
    delivered.publish(second, nowMs);
    const source = newSource();
    expect(await call(source)).toBe(second.hash);
    nowMs += 10_000;
    const found = await source.byHash(first.hash);
    expect(found.compiled.hash).toBe(first.hash);
    expect(await source.byHash(first.hash)).toBe(found);
  });

  it('is refused where it was replaced long ago, although it is there', async () => {
    delivered.publish(first, nowMs);
    delivered.publish(second, nowMs);
    const source = newSource();
    await call(source);
    nowMs += 900_000;
    await expectFault(source.byHash(first.hash), 'policy_unavailable');
  });

  it('is refused where it was never in force, although it is there', async () => {
    delivered.publish(first, nowMs);
    delivered.objects.set(bundleKey(third.hash), Buffer.from(third.canonical));
    await expectFault(newSource().byHash(third.hash), 'policy_unavailable');
    await expectFault(newSource().byHash('../current'), 'policy_unavailable');
  });

  it('is refused where the rules in force cannot be confirmed', async () => {
    delivered.publish(first, nowMs);
    const source = newSource();
    await call(source);
    broken = true;
    nowMs += 900_000;
    await expectFault(source.byHash(first.hash), 'policy_unavailable');
  });
});
