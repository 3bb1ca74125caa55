import { describe, expect, it } from 'vitest';
import { lookalikes, readsLikeInference } from '../../scp-policies/bypass/lookalikes.ts';
import { mixedServices } from '../../scp-policies/bypass/mixed-services.ts';
import { actionClasses } from '../../scp-policies/bypass/namespace.ts';
import { inferenceNamespaces } from '../../scp-policies/bypass/namespaces.ts';
import { waivers } from '../../scp-policies/bypass/waivers.ts';
import { type ActionNames, bypassReport, inferenceActions, isClosed } from '../../scp-policies/bypass-catalogue.ts';

/** What AWS would have if it had exactly what is decided. */
function decidedActions(): Map<string, readonly string[]> {
  const known = new Map<string, readonly string[]>();
  const add = (service: string, names: readonly string[]) =>
    known.set(service, [...(known.get(service) ?? []), ...names]);
  for (const space of inferenceNamespaces) for (const kind of actionClasses) add(space.service, space[kind]);
  for (const { service, inference } of mixedServices) add(service, inference);
  for (const { service, actions } of lookalikes) add(service, actions);
  return known;
}

const waived = new Set(waivers.map(({ action }) => action));
const denyAllButWaived = (action: string) => (waived.has(action) ? undefined : 'policy');
const report = (known: ActionNames, denialOf = denyAllButWaived) => bypassReport(known, denialOf);

describe('the bypass catalogue', () => {
  it('is closed where every inference-capable action is denied or waived', () => {
    const found = report(decidedActions());
    expect(isClosed(found)).toBe(true);
    expect(found.denied).toHaveLength(found.inference - waivers.length);
    expect(found.waived).toEqual(waivers);
  });

  it.each(inferenceActions().filter((action) => !waived.has(action)))('is open where nothing denies %s', (action) => {
    const found = report(decidedActions(), (each) => (each === action ? undefined : denyAllButWaived(each)));
    expect(found.open).toEqual([action]);
    expect(isClosed(found)).toBe(false);
  });

  it.each(inferenceNamespaces.map(({ service }) => service))(
    'asks about a new action of %s, whatever its name',
    (service) => {
      const known = decidedActions().set(service, [...(decidedActions().get(service) ?? []), 'DoSomethingNew']);
      expect(report(known).undecided).toEqual([`${service}:DoSomethingNew`]);
      expect(isClosed(report(known))).toBe(false);
    },
  );

  it('asks about a new action of any other service that reads like inference', () => {
    const known = decidedActions().set('brand-new', ['InvokeModel', 'CreateThing', 'GenerateText', 'ListInferences']);
    expect(report(known).undecided).toEqual(['brand-new:InvokeModel', 'brand-new:GenerateText']);
  });

  it.each(['bedrock:InvokeModel', 'sagemaker:InvokeEndpoint', 'sqs:SendMessage'])('says that %s is gone', (action) => {
    const [service = '', name] = action.split(':');
    const known = decidedActions();
    known.set(service, known.get(service)?.filter((each) => each !== name) ?? []);
    expect(report(known).gone).toEqual([action]);
    expect(isClosed(report(known))).toBe(false);
  });

  it('says that a waiver is idle where the action is denied anyway', () => {
    const found = report(decidedActions(), () => 'policy');
    expect(found.idleWaivers).toEqual([...waived]);
    expect(isClosed(found)).toBe(false);
  });

  it.each(waivers)('says why $action is waived', ({ action, why }) => {
    expect(inferenceActions()).toContain(action);
    expect(why.length).toBeGreaterThan(20);
  });

  it('classifies no action twice', () => {
    for (const space of inferenceNamespaces) {
      const all = actionClasses.flatMap((kind) => space[kind]);
      expect([space.service, all.filter((name, index) => all.indexOf(name) !== index)]).toEqual([space.service, []]);
    }
  });

  it('lists as lookalikes only what looks alike', () => {
    for (const { service, actions } of lookalikes)
      expect([service, actions.filter((name) => !readsLikeInference(name))]).toEqual([service, []]);
  });
});
