import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const exceptions: readonly Exception[] = [
  { who: 'hub-deployer', why: 'Guardrails and logging of the hub are deployed from governance.yaml.' },
  { who: 'organization-deployer', why: 'Enforcement and logging in spokes are rolled out by StackSets.' },
  { who: 'break-glass', why: 'A guardrail that blocks everything must be mendable at night.' },
];

const guardrails = [
  'bedrock:CreateGuardrail',
  'bedrock:CreateGuardrailVersion',
  'bedrock:UpdateGuardrail',
  'bedrock:DeleteGuardrail',
  'bedrock:PutEnforcedGuardrailConfiguration',
  'bedrock:DeleteEnforcedGuardrailConfiguration',
  'bedrock:PutResourcePolicy',
  'bedrock:DeleteResourcePolicy',
];
const logging = ['bedrock:PutModelInvocationLoggingConfiguration', 'bedrock:DeleteModelInvocationLoggingConfiguration'];
/** Whether providers may keep what is asked: the default is that they do not. */
const retention = ['bedrock:PutAccountDataRetention', 'bedrock-mantle:PutAccountDataRetention'];

export const bedrockSafeguards: ControlPolicy = {
  id: 'bedrock-safeguards',
  type: 'SCP',
  title: 'Guardrails, their enforcement and the log of invocations are deployed, not edited',
  why: 'Whoever can switch off a safeguard for a minute can ask what it would have stopped.',
  attachesTo: 'governed',
  exceptions,
  statements: (context) => {
    const spared = sparing(context, exceptions);
    return [
      deny('GuardrailsAreDeployed', guardrails, spared),
      deny('InvocationLogIsDeployed', logging, spared),
      deny('DataRetentionIsDeployed', retention, spared),
    ];
  },
  cases: (context) => {
    const actors = exampleActors(context);
    const all = [...guardrails, ...logging, ...retention];
    const guardrail = `arn:${context.hub.partition}:bedrock:${context.hub.region}:${context.hub.accountId}:guardrail/gr1a2b3c4d5e`;
    return {
      allow: [
        ...casesOf('the hub’s deployer', actors.hubDeployer, all),
        ...casesOf('a StackSet', actors.organizationDeployer, all),
        ...casesOf('break-glass', actors.hubBreakGlass, all),
        ...casesOf('an administrator who looks', actors.administrator, [
          'bedrock:GetGuardrail',
          'bedrock:GetModelInvocationLoggingConfiguration',
        ]),
        ...casesOf('the prompt handler', actors.hubPromptHandler, ['bedrock:ApplyGuardrail'], guardrail),
      ],
      deny: [
        ...denialsOf('GuardrailsAreDeployed', 'an administrator', actors.administrator, guardrails),
        ...denialsOf(
          'GuardrailsAreDeployed',
          'an administrator of the hub',
          actors.hubAdministrator,
          guardrails,
          guardrail,
        ),
        ...denialsOf('GuardrailsAreDeployed', 'a role named like an exempt one', actors.impostor, guardrails),
        ...denialsOf('InvocationLogIsDeployed', 'an administrator of the hub', actors.hubAdministrator, logging),
        ...denialsOf('DataRetentionIsDeployed', 'an administrator', actors.administrator, retention),
      ],
    };
  },
};
