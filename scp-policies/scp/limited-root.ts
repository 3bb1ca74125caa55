import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import type { ControlPolicy } from '../policy.ts';

/**
 * What is left to it goes by sessions that the management account takes for one task (`sts:AssumeRoot`), with a policy of AWS that allows no more than the task: opening a bucket or queue that has locked
 * everybody out, or taking root credentials away.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export const limitedRoot: ControlPolicy = {
  id: 'limited-root',
  type: 'SCP',
  title: 'The root user of an account does nothing by itself',
  why: 'Nobody can tell who it was, and no policy of the account limits it.',
  attachesTo: 'governed',
  exceptions: [],
  statements: ({ hub: { partition } }) => [
    deny('RootDoesNothing', ['*'], {
      ArnLike: { 'aws:PrincipalArn': [`arn:${partition}:iam::*:root`] },
      BoolIfExists: { 'aws:AssumedRoot': 'false' },
    }),
  ],
  cases: (context) => {
    const { root, administrator, user } = exampleActors(context);
    const actions = ['s3:GetObject', 'iam:CreateUser', 'kms:PutKeyPolicy', 'ec2:RunInstances'];
    return {
      allow: [
        ...casesOf('the root user in a session for one task', root, ['s3:DeleteBucketPolicy'], '*', {
          'aws:AssumedRoot': 'true',
        }),
        ...casesOf('an administrator', administrator, actions),
        ...casesOf('a user', user, actions),
      ],
      deny: [
        ...denialsOf('RootDoesNothing', 'the root user', root, actions),
        ...denialsOf('RootDoesNothing', 'the root user, signed in', root, actions, '*', { 'aws:AssumedRoot': 'false' }),
      ],
    };
  },
};
