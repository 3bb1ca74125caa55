/** Who is asked about: in an account of applications, and in the hub. */
import { type ExampleActors, exampleActors } from '../../../scp-policies/example-requests.ts';
import type { PolicyContext } from '../../../scp-policies/policy.ts';
import type { Principal } from '../../../shared/iam/access-request.ts';

export interface Actor {
  readonly name: ActorName;
  /** For people, as it stands in a sentence. */
  readonly who: string;
  readonly principal: Principal;
}

export type ActorName = Exclude<keyof ExampleActors, 'spoke'>;

const inSpoke: Readonly<Partial<Record<ActorName, string>>> = {
  developer: 'a developer',
  administrator: 'an administrator',
  user: 'an IAM user',
  root: 'the root user',
  breakGlass: 'break-glass',
  organizationDeployer: 'the deployer of StackSets',
};

const inHub: Readonly<Partial<Record<ActorName, string>>> = {
  hubAdministrator: 'an administrator',
  root: 'the root user',
  hubBreakGlass: 'break-glass',
  organizationDeployer: 'the deployer of StackSets',
  hubDeployer: 'the hub’s deployer',
  hubPipeline: 'the hub’s pipeline',
  hubGateway: 'the gateway',
  hubPromptHandler: 'the prompt handler',
  hubResponseFilter: 'the response filter',
  hubInvocation: 'an invocation role',
};

/** Those of an account, by the numbers and names that they have there. */
export function actorsOf(account: string, context: PolicyContext): readonly Actor[] {
  const { spoke, ...examples } = exampleActors(context);
  const here = account === context.hub.accountId ? inHub : inSpoke;
  return Object.entries(examples).flatMap(([name, principal]) => {
    const actor = name as ActorName;
    const who = here[actor];
    return who === undefined ? [] : [{ name: actor, who, principal: movedTo(account, spoke, principal) }];
  });
}

function movedTo(account: string, from: string, { arn, roleArn, ...rest }: Principal): Principal {
  const move = (text: string) => text.replace(`::${from}:`, `::${account}:`);
  return { ...rest, arn: move(arn), ...(roleArn === undefined ? {} : { roleArn: move(roleArn) }) };
}
