import { describe, expect, it } from 'vitest';
import { planDigest, refuseStale } from '../../../../pipelines/bootstrap/apply/stale.ts';
import { faultOf } from '../../../hub/gateway/faults.ts';
import { attach, create, planOf } from './changes.fixture.ts';

const [one, two, three] = [create('one'), attach('one', 'ou-1', { accounts: ['111122223333'] }), attach('one', 'ou-2')];
const shown = planOf([one, two]);
const nothing = new Set<string>();

describe('a plan that was shown', () => {
  it('stands where the same changes are to be made', () => {
    expect(() => refuseStale(shown, planOf([one, two]), nothing)).not.toThrow();
  });

  it('stands where what is missing was begun by a run of it', () => {
    expect(() => refuseStale(shown, planOf([two]), new Set([one.id]))).not.toThrow();
    expect(() => refuseStale(shown, planOf([]), new Set([one.id, two.id]))).not.toThrow();
  });

  it('stands where a change reaches fewer accounts', () => {
    expect(() => refuseStale(shown, planOf([one, { ...two, accounts: [] }]), nothing)).not.toThrow();
  });

  it.each([
    ['a change that was not shown', planOf([one, two, three]), three.id],
    ['a change that is gone', planOf([one]), two.id],
    ['an account that was not shown', planOf([one, { ...two, accounts: ['444455556666'] }]), two.id],
    ['another organization', { ...shown, organizationId: 'o-other' }, 'another organization'],
    ['other rules', { ...shown, governance: 'b'.repeat(64) }, 'governance file was changed'],
  ])('is stale for %s, which the message names', async (_what, fresh, named) => {
    const { code, message } = await faultOf(() => refuseStale(shown, fresh, nothing));
    expect(code).toBe('plan_stale');
    expect(message).toContain(named);
  });

  it('names a few of many changes', async () => {
    const many = planOf(Array.from({ length: 500 }, (_, index) => create(`policy-${index}`)));
    const { message } = await faultOf(() => refuseStale(shown, many, new Set([one.id, two.id])));
    expect(message).toContain('and 492 more');
    expect(message.length).toBeLessThan(2000);
  });

  it('lets no name of AWS rewrite the terminal', async () => {
    const hostile = { ...three, id: 'attach \u001b[2J\u202e' };
    const { message } = await faultOf(() => refuseStale(shown, planOf([one, two, hostile]), nothing));
    expect(message).toContain('attach');
    for (const character of ['\u001b', '\u202e']) expect(message).not.toContain(character);
  });
});

describe('the digest of a plan', () => {
  it('is of what it does, not of how it is explained', () => {
    expect(planDigest({ ...shown, remarks: ['a remark'] })).toBe(planDigest(shown));
  });

  it.each([
    ['changes', planOf([one])],
    ['their order', planOf([two, one])],
    ['rules', { ...shown, governance: 'b'.repeat(64) }],
    ['organization', { ...shown, organizationId: 'o-other' }],
  ])('differs with other %s', (_what, other) => {
    expect(planDigest(other)).not.toBe(planDigest(shown));
  });
});
