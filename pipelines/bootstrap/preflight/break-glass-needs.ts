import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { deployRoleName, executionRoleName } from '../../../shared/names/role-names.ts';
import { actorsOf } from '../effects/actors.ts';
import { type Need, needs } from './need.ts';
import type { AccountGroup } from './preflight-scene.ts';

interface Task {
  readonly why: string;
  /** Behind `arn:{partition}:`, with `{region}` and `{account}`. */
  readonly resource: string;
  readonly actions: readonly string[];
}

function task(why: string, resource: string, service: string, names: string): Task {
  return { why, resource, actions: names.split(' ').map((name) => `${service}:${name}`) };
}

const stackNames =
  'CancelUpdateStack ContinueUpdateRollback DeleteStack DescribeStackEvents DescribeStacks RollbackStack';
const roleNames =
  'AttachRolePolicy CreateRole DeleteRole DeleteRolePolicy DetachRolePolicy GetRole PutRolePolicy UpdateAssumeRolePolicy';

/** Nothing here is for every day: each is what is left when something else has locked everybody out. */
const anywhere: readonly Task[] = [
  task('somebody has to look first.', 'iam::{account}:role/*', 'iam', 'GetRole ListRoles'),
  task(
    'a bucket whose policy locks everybody out is opened by it.',
    's3:::app-data',
    's3',
    'DeleteBucketPolicy GetBucketPolicy PutBucketPolicy',
  ),
  task(
    'a table whose policy locks everybody out is opened by it.',
    'dynamodb:{region}:{account}:table/app',
    'dynamodb',
    'DeleteResourcePolicy GetResourcePolicy PutResourcePolicy',
  ),
  task(
    'a key that nobody may use any more is mended by it.',
    'kms:{region}:{account}:key/0123',
    'kms',
    'CancelKeyDeletion DescribeKey EnableKey GetKeyPolicy PutKeyPolicy',
  ),
  task('roles that were misconfigured are mended by it.', 'iam::{account}:role/app', 'iam', roleNames),
  task(
    'a machine that does harm is ended by it.',
    'ec2:{region}:{account}:instance/i-0123',
    'ec2',
    'DescribeInstances StopInstances TerminateInstances',
  ),
];

const inSpoke: readonly Task[] = [
  task(
    'a stack of Gatehouse that hangs is ended by it.',
    'cloudformation:{region}:{account}:stack/StackSet-GatehouseSpoke-0123/0123',
    'cloudformation',
    stackNames,
  ),
];

const inHub: readonly Task[] = [
  task(
    'a stack of Gatehouse that hangs is ended by it.',
    'cloudformation:{region}:{account}:stack/GatehouseEvidence/0123',
    'cloudformation',
    stackNames,
  ),
  task(
    'the evidence’s own bucket policies are changed by nobody else.',
    's3:::gatehouse-evidence',
    's3',
    'DeleteBucketPolicy GetBucketPolicy PutBucketPolicy PutLifecycleConfiguration',
  ),
  task(
    'the records’ own policies are changed by nobody else.',
    'dynamodb:{region}:{account}:table/gatehouse-records',
    'dynamodb',
    'DeleteResourcePolicy PutResourcePolicy UpdateTable',
  ),
  task(
    'a guardrail that blocks everything is mended by it at night.',
    'bedrock:{region}:{account}:guardrail/gr0123',
    'bedrock',
    'CreateGuardrailVersion GetGuardrail UpdateGuardrail',
  ),
  task(
    'a trail that stands still is started by it.',
    'cloudtrail:{region}:{account}:trail/gatehouse',
    'cloudtrail',
    'StartLogging UpdateTrail',
  ),
  task(
    'under attack, rules of the firewall change faster than a deployment.',
    'wafv2:{region}:{account}:regional/webacl/gatehouse/0123',
    'wafv2',
    'GetWebACL UpdateWebACL',
  ),
  task(
    'the gateway is stopped or mended by it when no deployment can.',
    'lambda:{region}:{account}:function:gatehouse-gateway',
    'lambda',
    'PutFunctionConcurrency UpdateAlias UpdateFunctionConfiguration',
  ),
];

/** The role that a deployment needs, mended by the only one who may. */
function deployerRoles({ hub }: PolicyBundle): readonly Task[] {
  return [executionRoleName(hub), deployRoleName(hub)].map((role) =>
    task('the roles of the deployment are mended by nobody else.', `iam::{account}:role/${role}`, 'iam', roleNames),
  );
}

/** What break-glass must be able to do in an account. */
export function breakGlassNeeds(group: AccountGroup, bundle: PolicyBundle): readonly Need[] {
  const account = group.accounts[0].id;
  const { partition, region } = bundle.hub;
  const name = group.isHub ? 'hubBreakGlass' : 'breakGlass';
  const actor = actorsOf(account, bundle).find((each) => each.name === name);
  if (actor === undefined) return [];
  const tasks = [...anywhere, ...(group.isHub ? [...inHub, ...deployerRoles(bundle)] : inSpoke)];
  return tasks.flatMap(({ why, resource, actions }) => {
    const filled = resource.replace('{region}', region).replace('{account}', account);
    const common = { check: 'break-glass', who: actor.who, principal: actor.principal, region, why } as const;
    return needs(common, `arn:${partition}:${filled}`, actions);
  });
}
