import type { DeclarativePolicy } from '../policy.ts';

/** Nobody below may say otherwise. Without this on every level, a unit or an account could opt in again. */
const settled = { '@@operators_allowed_for_child_policies': ['@@none'] };
const optOut = { ...settled, opt_out_policy: { ...settled, '@@assign': 'optOut' } };

/** Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html */
export const aiServicesOptOut: DeclarativePolicy = {
  id: 'ai-services-opt-out',
  type: 'AISERVICES_OPT_OUT',
  title: 'AWS keeps no content of the organization to improve its AI services',
  why: 'Several services store what they are given, also in other Regions, and learn from it, unless the organization says no.',
  attachesTo: 'governed',
  document: () => ({ services: { ...settled, default: optOut } }),
  cases: () => {
    const path = ['services', 'default', 'opt_out_policy'];
    const optIn = { services: { default: { opt_out_policy: { '@@assign': 'optIn' } } } };
    const oneService = { services: { lex: { opt_out_policy: { '@@assign': 'optIn' } } } };
    const more = { services: { default: { another_policy: { '@@assign': 'optIn' } } } };
    return [
      { name: 'every service is opted out of', effective: [{ path, value: 'optOut' }] },
      { name: 'an account cannot opt in again', below: optIn, effective: [{ path, value: 'optOut' }] },
      {
        name: 'nor for a single service',
        below: oneService,
        effective: [{ path: ['services', 'lex', 'opt_out_policy'], value: undefined }],
      },
      {
        name: 'nor for what may come',
        below: more,
        effective: [{ path: ['services', 'default', 'another_policy'], value: undefined }],
      },
    ];
  },
};
