import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const exceptions: readonly Exception[] = [
  { who: 'hub-deployer', why: 'Resources of the hub are tagged when they are deployed.' },
  { who: 'organization-deployer', why: 'Resources of spokes, likewise.' },
];

/** Whatever names a tag sends its key along, whichever service it is. */
const ours = { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['gatehouse:*'] } };

export const protectTags: ControlPolicy = {
  id: 'protect-tags',
  type: 'SCP',
  title: 'Tags that begin with gatehouse: are set by deployments alone',
  why: 'Tags say which application and account something belongs to: reports and trust policies believe them.',
  attachesTo: 'governed',
  exceptions,
  statements: (context) => [deny('GatehouseTagsAreDeployed', ['*'], { ...sparing(context, exceptions), ...ours })],
  cases: (context) => {
    const { administrator, hubAdministrator, hubDeployer, organizationDeployer, hubPromptHandler } =
      exampleActors(context);
    const tagging = ['iam:TagRole', 'iam:UntagRole', 'iam:CreateRole', 'tag:TagResources', 'dynamodb:TagResource'];
    const key = { 'aws:TagKeys': ['team', 'gatehouse:application'] };
    return {
      allow: [
        ...casesOf('the hub’s deployer', hubDeployer, tagging, '*', key),
        ...casesOf('a StackSet', organizationDeployer, tagging, '*', key),
        ...casesOf('an administrator with tags of their own', administrator, tagging, '*', { 'aws:TagKeys': ['team'] }),
        ...casesOf('an administrator who tags nothing', administrator, tagging),
        // Tags of an invocation session have names of their own.
        ...casesOf('the prompt handler', hubPromptHandler, ['sts:TagSession'], '*', {
          'aws:TagKeys': ['application', 'purpose'],
        }),
      ],
      deny: [
        ...denialsOf('GatehouseTagsAreDeployed', 'an administrator', administrator, tagging, '*', key),
        ...denialsOf(
          'GatehouseTagsAreDeployed',
          'an administrator of the hub',
          hubAdministrator,
          ['sts:TagSession'],
          '*',
          key,
        ),
      ],
    };
  },
};
