import { governanceText } from '../example-organization.fixture.ts';

/** The example's rules a while later: other texts of policies and of a template, and a policy that is not wanted any more. */
export const changedRulesText = governanceText
  .replace('allowedRegions: [us-east-2, us-west-2]', 'allowedRegions: [us-west-2]')
  .replace('role/incident-commander', 'role/other-commander')
  .replace(/^ {4}guardrails: .*\n(?: {6}.*\n)+/m, '');
