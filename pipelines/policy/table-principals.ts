/** Who is asked: every role of the templates, and those outside of them whom the policies of the hub must hold off. */
import { deployerRoleArn, staffRoleArn } from '../../hub/access/staff-roles.ts';
import { invocationRoleName } from '../../hub/network/hub-principals.ts';
import type { Principal } from '../../shared/iam/access-request.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import { callerRoleName } from '../../shared/names/role-names.ts';
import type { HubScene } from './hub-scene.ts';
import type { SynthesizedRole } from './synthesized-policies.ts';

export interface TablePrincipal {
  readonly name: string;
  readonly principal: Principal;
  /** The application whose caller or invocation role it is. */
  readonly application?: string;
  /** Policies that the templates do not hold. */
  readonly identity?: readonly NamedPolicy[];
  /** Whether the templates make it. */
  readonly synthesized: boolean;
  /** Of another organization. */
  readonly foreign?: boolean;
  /** What its requests always carry. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What whoever administers an account has. */
const everything: readonly NamedPolicy[] = [
  {
    name: 'AdministratorAccess',
    document: parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
  },
];

export function tablePrincipals(scene: HubScene): readonly TablePrincipal[] {
  const applications = new Map(
    Object.keys(scene.bundle.applications).flatMap((name) => [
      [callerRoleName(name), name] as const,
      [invocationRoleName(name), name] as const,
    ]),
  );
  const roles = scene.policies.roles.map((role) => ({
    ...synthesizedPrincipal(role, applications.get(role.name)),
    ...insideFunction(role, scene),
  }));
  const made = new Set(scene.policies.roles.map(({ arn }) => arn));
  return [...roles, ...outsiders(scene).filter(({ principal }) => !made.has(principal.roleArn ?? principal.arn))];
}

function synthesizedPrincipal({ name, arn }: SynthesizedRole, application: string | undefined): TablePrincipal {
  return {
    name,
    principal: { arn: sessionArn(arn, application ?? 'session'), roleArn: arn },
    synthesized: true,
    ...(application === undefined ? {} : { application }),
  };
}

/**
 * Requests of a function's own code say which function it is; what the Lambda service does in the same role does not.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function insideFunction({ arn }: SynthesizedRole, { policies }: HubScene): Pick<TablePrincipal, 'context'> {
  const own = policies.everything.find(
    ({ type, properties }) => type === 'AWS::Lambda::Function' && properties.Role === arn,
  );
  return own === undefined ? {} : { context: { 'lambda:SourceFunctionArn': own.identity.arn } };
}

/** Roles with every permission that an identity policy can give: what holds them off are the policies on resources alone. */
function outsiders({ bundle: { hub } }: HubScene): readonly TablePrincipal[] {
  const { partition, accountId } = hub;
  const all = (name: string, arn: string): TablePrincipal => ({
    name,
    principal: { arn: sessionArn(arn, 'session'), roleArn: arn },
    identity: everything,
    synthesized: false,
  });
  const stranger = all('(administrator elsewhere)', `arn:${partition}:iam::${anotherAccount(accountId)}:role/admin`);
  return [
    all('(administrator)', `arn:${partition}:iam::${accountId}:role/admin`),
    all('(deployer)', deployerRoleArn(hub)),
    all('(break-glass)', staffRoleArn('breakGlass', hub)),
    { name: '(root user)', principal: { arn: `arn:${partition}:iam::${accountId}:root` }, synthesized: false },
    { ...stranger, foreign: true },
  ];
}

function anotherAccount(account: string): string {
  return account === '000000000000' ? '000000000001' : '000000000000';
}

function sessionArn(roleArn: string, session: string): string {
  const [, partition = '', account = '', path = ''] = /^arn:([^:]+):iam::(\d{12}):role\/(.+)$/.exec(roleArn) ?? [];
  return `arn:${partition}:sts::${account}:assumed-role/${path.split('/').at(-1)}/${session}`;
}
