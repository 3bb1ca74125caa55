import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const id = 'no-bedrock-keys';

/** The short-lived keys are made on the caller's own machine by signing, so that only their use can be denied. */
const bearers = [
  'bedrock:CallWithBearerToken',
  'bedrock-mantle:CallWithBearerToken',
  'aws-external-anthropic:CallWithBearerToken',
];
const credentials = ['iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential'];

export const noBedrockKeys: ControlPolicy = {
  id,
  type: 'SCP',
  title: 'No API keys for models',
  why: 'A bearer token says who made it, not who holds it: every promise about identity ends with it. Long-lived ones are service-specific credentials of IAM, of which no other kind is wanted either.',
  attachesTo: 'governed',
  exceptions: [],
  statements: (context) => {
    const spared = sparing(context, [], id);
    return [deny('NoBearerToken', bearers, spared), deny('NoServiceSpecificCredential', credentials, spared)];
  },
  cases: (context) => {
    const { administrator, user, spoke, breakGlass, hubInvocation } = exampleActors(context);
    const alice = `arn:${context.hub.partition}:iam::${spoke}:user/alice`;
    const made = { 'iam:ServiceSpecificCredentialServiceName': 'bedrock.amazonaws.com' };
    return {
      allow: casesOf('an administrator', administrator, ['iam:DeleteServiceSpecificCredential'], alice),
      deny: [
        ...denialsOf('NoBearerToken', 'a user with a long-lived key', user, bearers),
        ...denialsOf('NoBearerToken', 'an invocation role', hubInvocation, bearers),
        ...denialsOf('NoServiceSpecificCredential', 'an administrator', administrator, credentials, alice, made),
        ...denialsOf('NoServiceSpecificCredential', 'break-glass', breakGlass, credentials, alice, made),
      ],
    };
  },
};
