import { Command, InvalidArgumentError } from 'commander';
import { GatehouseFault } from '../../shared/errors.ts';
import type { AccessRequest } from '../../shared/iam/access-request.ts';
import { authorize, type PolicySet } from '../../shared/iam/authorize.ts';
import { applicablePolicies } from '../policy/applicable-policies.ts';
import { readPolicyFile } from '../policy/policy-files.ts';
import { reasonOf } from '../policy/policy-table-view.ts';
import type { CommandIo } from './command-io.ts';

type Values = readonly string[];

interface ExplainOptions {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly managementAccount?: string;
  readonly context: ReadonlyMap<string, Values>;
  readonly governance: string;
  readonly templates?: string;
  readonly json?: true;
  readonly policy?: Values;
  readonly resourcePolicy?: Values;
  readonly boundary?: Values;
  readonly sessionPolicy?: Values;
  readonly endpointPolicy?: Values;
  readonly scp?: Values;
  readonly rcp?: Values;
}

/** `gatehouse policy explain`: one request, judged; and the statement that decided. */
export function explainCommand(io: CommandIo): Command {
  return new Command('explain')
    .description('say whether a request would be allowed, and which statement decides')
    .requiredOption('--principal <arn>', 'who asks: an ARN of a role, session, user or root, or a service')
    .requiredOption('--action <action>', 'such as s3:PutObject')
    .option('--resource <arn>', 'what it asks for', '*')
    .option('--resource-account <id>', 'account that owns the resource, where its ARN does not say')
    .option(
      '--context <key=value>',
      'condition key of the request; again for more values or keys',
      addContext,
      new Map(),
    )
    .option('--policy <file...>', 'identity policies')
    .option('--resource-policy <file...>', 'policies of the resource')
    .option('--boundary <file...>', 'permissions boundary')
    .option('--session-policy <file...>', 'session policies')
    .option('--endpoint-policy <file...>', 'policy of the VPC endpoint that the request comes through')
    .option('--scp <file...>', 'service control policies, one level each: a comma joins those of one level')
    .option('--rcp <file...>', 'resource control policies, likewise')
    .option('--management-account <id>', 'account whose members organization policies do not bind')
    .option('--governance <file>', 'without any policy file: the hub of this governance file', 'governance.yaml')
    .option('--templates <directory>', 'read the hub’s templates of an earlier synth')
    .option('--json', 'print JSON instead of text')
    .addHelpText('after', '\nExit codes: 0 allowed, 1 denied, 2 cannot be judged.')
    .action((options: ExplainOptions) => explain(options, io));
}

async function explain(options: ExplainOptions, io: CommandIo): Promise<void> {
  const request = requestOf(options);
  const given = policiesGiven(options);
  const decision = authorize(request, Object.keys(given).length > 0 ? given : await policiesOfHub(request, options));
  if (options.json) io.out(`${JSON.stringify({ request, decision }, null, 2)}\n`);
  else
    io.out(`${decision.allowed ? 'ALLOW' : 'DENY'}  ${options.action} on ${options.resource}: ${reasonOf(decision)}\n`);
  io.exit(decision.allowed ? 0 : 1);
}

function requestOf({ principal, action, resource, resourceAccount, context }: ExplainOptions): AccessRequest {
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(action))
    throw new GatehouseFault('usage', '--action is not one action.', 'Write service and action, such as s3:PutObject.');
  // A role asks by its sessions; with the role's ARN alone one is made up, and the role keeps its path.
  const [, partition, account, path] = /^arn:([^:]+):iam::(\d{12}):role\/(.+)$/.exec(principal) ?? [];
  const session = `arn:${partition}:sts::${account}:assumed-role/${path?.split('/').at(-1)}/session`;
  return {
    principal: path === undefined ? { arn: principal } : { arn: session, roleArn: principal },
    action,
    resource,
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
    context: Object.fromEntries(context),
  };
}

function policiesGiven(options: ExplainOptions): PolicySet {
  const read = (files: Values | undefined) => files?.map(readPolicyFile);
  const levels = (files: Values | undefined) => files?.map((level) => level.split(',').map(readPolicyFile));
  const { managementAccount } = options;
  const set = {
    identity: read(options.policy),
    resource: read(options.resourcePolicy),
    boundary: read(options.boundary),
    session: read(options.sessionPolicy),
    endpoint: read(options.endpointPolicy),
    serviceControl: levels(options.scp),
    resourceControl: levels(options.rcp),
  };
  const present = Object.entries(set).filter(([, policies]) => policies !== undefined);
  if (present.length === 0) return {};
  return { ...Object.fromEntries(present), ...(managementAccount === undefined ? {} : { managementAccount }) };
}

async function policiesOfHub(request: AccessRequest, { governance, templates }: ExplainOptions): Promise<PolicySet> {
  const { readHub } = await import('../policy/read-hub.ts');
  return applicablePolicies(request, readHub(governance, templates).policies);
}

function addContext(text: string, before: ReadonlyMap<string, Values>): ReadonlyMap<string, Values> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write key=value, such as aws:SecureTransport=true.');
  const key = text.slice(0, at);
  return new Map(before).set(key, [...(before.get(key) ?? []), text.slice(at + 1)]);
}
