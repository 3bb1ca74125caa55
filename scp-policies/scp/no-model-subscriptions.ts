import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const id = 'no-model-subscriptions';

const exceptions: readonly Exception[] = [
  { who: 'hub-deployer', why: 'The hub subscribes to the models that governance.yaml lists.' },
  { who: 'break-glass', why: 'A subscription that lapsed stops every application.' },
];

const agreeing = [
  'bedrock:CreateFoundationModelAgreement',
  'bedrock:PutFoundationModelEntitlement',
  'bedrock:PutUseCaseForModelAccess',
];

/**
 * Bedrock subscribes in the name of whoever first asks a model; that way in is told by who called last. Other software of the marketplace stays what it was.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
const throughBedrock = { 'aws:CalledViaLast': 'bedrock.amazonaws.com' };

export const noModelSubscriptions: ControlPolicy = {
  id,
  type: 'SCP',
  title: 'Terms of model providers are accepted for the hub alone',
  why: 'An agreement binds the company, and brings terms of use that somebody has to have read.',
  attachesTo: 'governed',
  exceptions,
  statements: (context) => {
    const spared = sparing(context, exceptions, id);
    return [
      deny('NoModelAgreement', agreeing, spared),
      deny('NoModelSubscription', ['aws-marketplace:Subscribe'], { ...spared, StringEquals: throughBedrock }),
    ];
  },
  cases: (context) => {
    const { administrator, hubAdministrator, hubDeployer, hubBreakGlass, impostor } = exampleActors(context);
    const subscribe = ['aws-marketplace:Subscribe'];
    return {
      allow: [
        ...casesOf('the hub’s deployer', hubDeployer, agreeing),
        ...casesOf('the hub’s deployer', hubDeployer, subscribe, '*', throughBedrock),
        ...casesOf('break-glass', hubBreakGlass, agreeing),
        ...casesOf('break-glass', hubBreakGlass, subscribe, '*', throughBedrock),
        ...casesOf('an administrator who buys other software', administrator, subscribe),
        ...casesOf('an administrator', administrator, ['bedrock:DeleteFoundationModelAgreement']),
      ],
      deny: [
        ...denialsOf('NoModelAgreement', 'an administrator', administrator, agreeing),
        ...denialsOf('NoModelAgreement', 'an administrator of the hub', hubAdministrator, agreeing),
        ...denialsOf('NoModelAgreement', 'a role named like an exempt one', impostor, agreeing),
        ...denialsOf('NoModelSubscription', 'an administrator', administrator, subscribe, '*', throughBedrock),
      ],
    };
  },
};
