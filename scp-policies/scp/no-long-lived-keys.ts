import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const id = 'no-long-lived-keys';
const keys = ['iam:CreateAccessKey', 'iam:UploadSigningCertificate'];

export const noLongLivedKeys: ControlPolicy = {
  id,
  type: 'SCP',
  title: 'No access keys that outlive a session',
  why: 'The hub trusts roles. A key that does not expire is what leaks, and what is left behind when somebody leaves. Existing keys can still be shut off, which IAM does not tell from switching them on.',
  attachesTo: 'governed',
  exceptions: [],
  statements: (context) => [deny('NoLongLivedKey', keys, sparing(context, [], id))],
  cases: (context) => {
    const { administrator, root, spoke, hubAdministrator } = exampleActors(context);
    const alice = `arn:${context.hub.partition}:iam::${spoke}:user/alice`;
    return {
      allow: casesOf('an administrator', administrator, ['iam:UpdateAccessKey', 'iam:DeleteAccessKey'], alice),
      deny: [
        ...denialsOf('NoLongLivedKey', 'an administrator', administrator, keys, alice),
        ...denialsOf('NoLongLivedKey', 'the root user', root, keys),
        ...denialsOf('NoLongLivedKey', 'an administrator of the hub', hubAdministrator, keys),
      ],
    };
  },
};
