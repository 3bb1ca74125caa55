import { expect, it } from 'vitest';
import { quarantinePolicyName } from '../../../scp-policies/quarantine.ts';
import { appsUnit, governanceText, hubAccount, ungoverned } from '../bootstrap/example-organization.fixture.ts';
import { Platform } from './organization-desk.fixture.ts';

const account = '111122223333';

it('an organization without units comes to be governed; an account comes, is cut off, is let in, and goes', async () => {
  const platform = await Platform.over(ungoverned());
  await platform.control.behave({ throttle: { every: 7 }, lag: { requests: 3 }, emptyPages: 4 });
  const json = async (command: string, ...args: readonly string[]) =>
    JSON.parse((await platform.run(command, ...args, '--json')).out);
  const policyOf = async (name: string) => (await platform.control.dump()).policies.find((each) => each.name === name);

  const planned = await platform.run('plan');
  expect(planned).toMatchObject({ code: 2, error: 'To make these changes, and no others: gatehouse apply\n' });
  expect(planned.out).toContain('+ unit /Workloads/GenAI');
  const { made, madeBefore } = await json('apply', '--yes');
  expect(madeBefore).toBe(0);
  expect(made).toBeGreaterThan(40);
  expect((await platform.run('plan')).code).toBe(0);
  // Its applications' accounts are outside yet.
  expect((await platform.run('status')).code).toBe(2);

  expect(await json('onboard', hubAccount, '--yes')).toMatchObject({ moved: true, unit: '/Gatehouse' });
  expect(await json('onboard', account, '--unit', appsUnit, '--yes')).toMatchObject({
    moved: true,
    unit: appsUnit,
    stackSets: expect.arrayContaining(['GatehouseBreakGlass', 'GatehouseSpoke']),
    applications: ['claims-assistant'],
  });

  await platform.control.forget();
  expect(await json('quarantine', account, '--yes')).toMatchObject({ quarantined: true, changed: true });
  expect((await platform.control.writes()).map(({ action }) => action)).toEqual(['organizations:UpdatePolicy']);
  expect((await policyOf(quarantinePolicyName))?.text).toContain(account);
  // A plan keeps what was decided in a hurry.
  expect((await platform.run('plan')).code).toBe(0);
  expect(await json('quarantine', account, '--lift', '--yes')).toMatchObject({ quarantined: false, changed: true });
  expect((await policyOf(quarantinePolicyName))?.text).not.toContain(account);

  platform.write(governanceText.replace(/^ {2}claims-assistant:\n(?: {4}.*\n|\n)+/m, ''));
  const gone = await json('offboard', account, '--yes');
  expect(gone).toMatchObject({ quarantined: true, unit: appsUnit });
  expect(gone.changes).toBeGreaterThan(0);
  const after = await platform.control.dump();
  expect(after.stackSets.some(({ body }) => body.includes('claims-assistant'))).toBe(false);
  expect((await platform.run('plan')).code).toBe(0);
}, 90_000);
