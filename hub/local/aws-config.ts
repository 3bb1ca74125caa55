import { join } from 'node:path';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { LocalCredentials } from './credentials.ts';
import { writePrivateFile } from './credentials-file.ts';
import { type HubRole, hubRoles } from './roles.ts';

export interface AwsConfigOptions {
  readonly policy: PolicyBundle;
  readonly credentials: Pick<LocalCredentials, 'workloadKey' | 'issuerId'>;
  /** Where the hub listens, such as `http://127.0.0.1:8787`. */
  readonly origin: string;
}

/**
 * Writes `<state>/aws/config`, with which the AWS CLI and every SDK find the local hub: `AWS_CONFIG_FILE=<state>/aws/config AWS_PROFILE=claims-assistant`.
 * Answers its path. The file holds keys, so its owner alone may read it.
 */
export async function writeAwsConfig(stateDirectory: string, options: AwsConfigOptions): Promise<string> {
  const path = join(stateDirectory, 'aws', 'config');
  await writePrivateFile(path, renderAwsConfig(options));
  return path;
}

/**
 * One profile for each hub role, on top of one with keys for each workload that may assume it; an application's profile uses its first caller.
 * Service endpoints stand in a `services` section (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html), so neither
 * AssumeRole nor Converse goes to AWS by mistake.
 */
export function renderAwsConfig(options: AwsConfigOptions): string {
  const sections = hubRoles(options.policy).flatMap((role) => roleSections(role, options));
  refuseCollisions(sections);
  const header = '# Written by the local Gatehouse hub at each start. The keys work at this hub alone.';
  return `${[header, ...sections.map(renderSection)].join('\n\n')}\n`;
}

interface Section {
  readonly name: string;
  readonly lines: readonly (readonly [key: string, value: string])[];
}

function roleSections(role: HubRole, options: AwsConfigOptions): readonly Section[] {
  const { region } = options.policy.hub;
  // The session name of an application's role is the application; staff roles are called by what they are.
  const name = role.sessionName ?? role.kind;
  const services = `gatehouse-local-${name}`;
  const workloads = role.trusts.map((arn, index): Section => {
    const suffix = index === 0 ? 'workload' : `workload-${index + 1}`;
    return {
      name: `profile ${name}-${suffix}`,
      lines: [...keyLines(arn, options), ['region', region], ['services', services]],
    };
  });
  const profile: Section = {
    name: `profile ${name}`,
    lines: [
      ['role_arn', role.arn],
      ['source_profile', `${name}-workload`],
      ['role_session_name', role.sessionName ?? `local-${role.kind}`],
      // The AWS CLI keeps sessions in a cache of the user, by the arguments of AssumeRole and not by endpoint. This makes them the arguments of
      // this hub: without it the CLI would offer sessions of a hub whose state directory was deleted an hour ago.
      ['external_id', options.credentials.issuerId],
      ['region', region],
      ['services', services],
    ],
  };
  return [profile, ...workloads, { name: `services ${services}`, lines: endpointLines(role, options.origin) }];
}

function keyLines(roleArn: string, { credentials }: AwsConfigOptions): Section['lines'] {
  const key = credentials.workloadKey(roleArn);
  if (key === undefined) {
    const remedy = 'Open the local credentials with the policy for which the configuration is written.';
    throw new GatehouseFault('key_unavailable', 'A caller of the policy has no local key.', remedy);
  }
  return [
    ['aws_access_key_id', key.accessKeyId],
    ['aws_secret_access_key', key.secretAccessKey],
  ];
}

function endpointLines(role: HubRole, origin: string): Section['lines'] {
  const sts = ['sts', `\n  endpoint_url = ${origin}`] as const;
  if (role.sessionName === undefined) return [sts];
  return [sts, ['bedrock_runtime', `\n  endpoint_url = ${origin}/apps/${role.sessionName}`]];
}

function renderSection({ name, lines }: Section): string {
  const body = lines.map(([key, value]) => (value.startsWith('\n') ? `${key} =${value}` : `${key} = ${value}`));
  return [`[${name}]`, ...body].join('\n');
}

/** An application called `auditor`, or one called `x-workload` beside one called `x`, would silently take another's profile. */
function refuseCollisions(sections: readonly Section[]): void {
  const names = sections.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  const remedy = 'Rename the application: auditor, platform and names ending in -workload are taken by the local hub.';
  throw new GatehouseFault('configuration_invalid', `Two local AWS profiles would be called "${twice}".`, remedy);
}
