import { describe, expect, it } from 'vitest';
import { load, minimalApplication, minimalGovernance, onlyProblem, problemsOf } from './minimal-governance.ts';

type Application = Partial<ReturnType<typeof minimalApplication>>;

function withApplication(change: Application, hub: object = {}) {
  const governance = minimalGovernance();
  const { callers: _, ...application } = minimalApplication();
  const desk = { ...application, ...change };
  return { ...governance, hub: { ...governance.hub, ...hub }, applications: { desk } };
}

function deskOf(governance: unknown) {
  const loaded = load(governance);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.policy.bundle.applications.desk!;
}

const made = 'arn:aws:iam::111122223333:role/gatehouse-app-desk';
const own = 'arn:aws:iam::111122223333:role/desk';

describe('applications.*.workloads', () => {
  it('need not be written: then no role is made', () => {
    const desk = deskOf(minimalGovernance());
    expect(desk.workloads).toBeNull();
    expect(desk.callers).toEqual([own]);
  });

  it('lets the role that is made call, without being named', () => {
    const desk = deskOf(withApplication({ workloads: { services: ['lambda.amazonaws.com'] } }));
    expect(desk.callers).toEqual([made]);
    expect(desk.workloads).toEqual({ services: ['lambda.amazonaws.com'], roles: [] });
  });

  it('lets it call besides those that are named, and once', () => {
    const workloads = { roles: [own] };
    expect(deskOf(withApplication({ callers: [own], workloads })).callers).toEqual([own, made]);
    expect(deskOf(withApplication({ callers: [own, made], workloads })).callers).toEqual([own, made]);
  });

  it.each([
    ['us-gov-west-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('lets it call in the partition of the hub: %s', (region, partition) => {
    const governance = withApplication({ workloads: { services: ['lambda.amazonaws.com'] } }, { region });
    const models = { nova: { ...governance.models.nova!, regions: [region] } };
    expect(deskOf({ ...governance, models }).callers).toEqual([made.replace('arn:aws:', `arn:${partition}:`)]);
  });

  it('are asked for where there are no callers either', () => {
    expect(onlyProblem(withApplication({}))).toMatchObject({
      path: 'applications.desk',
      line: expect.any(Number),
      message: expect.stringContaining('nobody could call as this application'),
      remedy: expect.stringContaining('workloads'),
    });
  });

  it.each([[{}], [{ services: [] }], [{ services: [], roles: [] }]])('are for somebody: %j is refused', (workloads) => {
    expect(onlyProblem(withApplication({ workloads }))).toMatchObject({
      path: 'applications.desk.workloads',
      message: expect.stringContaining('nobody could use the role'),
    });
  });

  it('refuse a role of another account', () => {
    const roles = ['arn:aws:iam::444455556666:role/batch'];
    expect(onlyProblem(withApplication({ workloads: { roles } }))).toMatchObject({
      path: 'applications.desk.workloads.roles[0]',
      message: expect.stringContaining('in another account than the application'),
      remedy: expect.stringContaining('111122223333'),
    });
  });

  it('refuse a role of another partition', () => {
    const roles = ['arn:aws-us-gov:iam::111122223333:role/batch'];
    expect(onlyProblem(withApplication({ workloads: { roles } }))).toMatchObject({
      path: 'applications.desk.workloads.roles[0]',
      message: expect.stringContaining('in another partition'),
    });
  });

  it.each([
    ['roles[1]', { roles: [own, own] }],
    ['services[1]', { services: ['lambda.amazonaws.com' as const, 'lambda.amazonaws.com' as const] }],
  ])('refuse what stands twice: %s', (path, workloads) => {
    expect(onlyProblem(withApplication({ workloads })).path).toBe(`applications.desk.workloads.${path}`);
  });

  it.each([
    ['a service that cannot be given a role here', { services: ['cloudformation.amazonaws.com'] }],
    ['everybody', { services: ['*'] }],
    ['a pattern of roles', { roles: ['arn:aws:iam::111122223333:role/*'] }],
    ['a root user', { roles: ['arn:aws:iam::111122223333:root'] }],
    ['an unknown field', { services: ['lambda.amazonaws.com'], users: [] }],
    ['no map', 'lambda.amazonaws.com'],
    ['null', null],
  ])('refuse %s', (_what, workloads) => {
    expect(problemsOf({ ...withApplication({}), ...badly(workloads) })).not.toEqual([]);
  });
});

function badly(workloads: unknown) {
  const { callers: _, ...application } = minimalApplication();
  return { applications: { desk: { ...application, workloads } } };
}
