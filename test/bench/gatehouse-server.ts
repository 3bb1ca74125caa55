import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { parse, stringify } from 'yaml';
import { application } from './payload.ts';
import { exampleCredentials, scope } from './resign.ts';
import { startServer } from './server-process.ts';
import type { Credentials } from './sign.ts';
import type { Target } from './targets.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * Gatehouse as `npm start` runs it, every promise on, with the benchmark's stand-in for Bedrock: signatures are verified, every text is
 * screened, the worst case is reserved, and both records are durable before the answer ends. Only the caps are raised.
 */
export async function startGatehouse(upstreamPort: number): Promise<Target> {
  const state = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const removeState = () => rmSync(state, { recursive: true, force: true });
  try {
    const governance = join(state, 'governance.bench.yaml');
    writeFileSync(governance, raiseCaps(readFileSync(join(root, 'governance.yaml'), 'utf8')));
    const server = await startServer(
      join(root, 'hub', 'local', 'main.ts'),
      [
        ...['--quiet', '--no-demo', '--governance', governance],
        ...['--models', 'bedrock', '--bedrock-endpoint', `http://127.0.0.1:${upstreamPort}`],
      ],
      {
        GATEHOUSE_PORT: '0',
        GATEHOUSE_STATE: state,
        AWS_ACCESS_KEY_ID: exampleCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: exampleCredentials.secretAccessKey,
        AWS_REGION: scope.region,
      },
    );
    const stop = () => server.stop().finally(removeState);
    const credentials = await assumeCallerRole(state, server.port);
    return { server: { ...server, stop }, credentials, scope };
  } catch (error) {
    removeState();
    throw error;
  }
}

/** The example organization with caps that no benchmark reaches. They stay caps: the ledger checks every window and dimension. */
export function raiseCaps(governance: string): string {
  const document = parse(governance) as {
    applications: Record<string, { limits: Record<string, unknown> } | undefined>;
  };
  const limits = document.applications[application]?.limits;
  if (!limits) throw new Error(`governance.yaml has no application '${application}'.`);
  const cap = { requests: 1_000_000_000, tokens: 1_000_000_000_000, usd: 1_000_000 };
  Object.assign(limits, { minute: cap, day: cap, month: cap });
  return stringify(document, { aliasDuplicateObjects: false });
}

/** Credentials as an application gets them: its workload's keys, from the profile that the hub wrote, exchanged for the caller role's. */
async function assumeCallerRole(state: string, port: number): Promise<Credentials> {
  const profiles = readProfiles(readFileSync(join(state, 'aws', 'config'), 'utf8'));
  const caller = profiles.get(application);
  const workload = profiles.get(caller?.get('source_profile') ?? '');
  const sts = new STSClient({
    region: scope.region,
    endpoint: `http://127.0.0.1:${port}`,
    credentials: {
      accessKeyId: workload?.get('aws_access_key_id') ?? '',
      secretAccessKey: workload?.get('aws_secret_access_key') ?? '',
    },
  });
  const { Credentials: issued } = await sts.send(
    new AssumeRoleCommand({ RoleArn: caller?.get('role_arn'), RoleSessionName: caller?.get('role_session_name') }),
  );
  sts.destroy();
  if (!issued?.AccessKeyId || !issued.SecretAccessKey) throw new Error('AssumeRole answered without credentials.');
  return {
    accessKeyId: issued.AccessKeyId,
    secretAccessKey: issued.SecretAccessKey,
    sessionToken: issued.SessionToken,
  };
}

/** The `[profile NAME]` sections of an AWS configuration file. */
function readProfiles(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const profiles = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.split('\n')) {
    const section = /^\[(?:profile )?([^\]]+)\]/.exec(line)?.[1];
    const [, key, value] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (section !== undefined) {
      current = new Map();
      profiles.set(section, current);
    } else if (key !== undefined) current.set(key, value ?? '');
  }
  return profiles;
}
