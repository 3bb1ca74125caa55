import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import type { ControlPolicy } from '../policy.ts';

const leaving = ['organizations:LeaveOrganization', 'account:CloseAccount'];

export const noLeaving: ControlPolicy = {
  id: 'no-leaving',
  type: 'SCP',
  title: 'No account leaves the organization by itself',
  why: 'Outside of it none of these policies binds. Accounts are moved and closed from the management account, which none binds either.',
  attachesTo: 'governed',
  exceptions: [],
  statements: () => [deny('NoLeaving', leaving)],
  cases: (context) => {
    const { administrator, root, hubBreakGlass } = exampleActors(context);
    return {
      allow: casesOf('an administrator', administrator, [
        'organizations:DescribeOrganization',
        'account:GetAccountInformation',
      ]),
      deny: [
        ...denialsOf('NoLeaving', 'an administrator', administrator, leaving),
        ...denialsOf('NoLeaving', 'the root user', root, leaving),
        ...denialsOf('NoLeaving', 'break-glass of the hub', hubBreakGlass, leaving),
      ],
    };
  },
};
