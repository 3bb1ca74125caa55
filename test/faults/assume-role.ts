import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Credentials, signRequest } from './sign-request.ts';

const region = 'us-east-1';

/** Credentials of an application's caller role, as its workload gets them: by its own keys, from the hub's STS. */
export async function assumeCallerRole(origin: string, state: string, application: string): Promise<Credentials> {
  const config = readFileSync(join(state, 'aws', 'config'), 'utf8');
  const caller = section(config, `profile ${application}`);
  const workload = workloadKeys(state, application);
  const form = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: setting(caller, 'role_arn'),
    RoleSessionName: setting(caller, 'role_session_name'),
  });
  const body = Buffer.from(form.toString());
  const host = new URL(origin).host;
  const headers = [['content-type', 'application/x-www-form-urlencoded']] as const;
  const signed = signRequest({ method: 'POST', path: '/', host, headers, body }, workload, { region, service: 'sts' });
  const answer = await fetch(`${origin}/`, { method: 'POST', headers: Object.fromEntries(signed), body });
  const xml = await answer.text();
  const element = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
  const accessKeyId = element('AccessKeyId');
  const secretAccessKey = element('SecretAccessKey');
  const sessionToken = element('SessionToken');
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    throw new Error(`AssumeRole answered ${answer.status} without credentials.`);
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** The keys of the application's own role in its spoke account, from the configuration that the hub wrote. */
export function workloadKeys(state: string, application: string): Credentials {
  const lines = section(readFileSync(join(state, 'aws', 'config'), 'utf8'), `profile ${application}-workload`);
  return {
    accessKeyId: setting(lines, 'aws_access_key_id'),
    secretAccessKey: setting(lines, 'aws_secret_access_key'),
  };
}

function section(config: string, name: string): string {
  const start = config.indexOf(`[${name}]`);
  if (start === -1) throw new Error(`The hub wrote no section ${name}.`);
  const end = config.indexOf('\n[', start);
  return config.slice(start, end === -1 ? undefined : end);
}

function setting(lines: string, key: string): string {
  const value = new RegExp(`^${key} = (.+)$`, 'm').exec(lines)?.[1];
  if (value === undefined) throw new Error(`The hub wrote no ${key}.`);
  return value;
}
