import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { type BundlePointer, pointerKey } from '../../../hub/gateway/bundle-pointer.ts';
import { policyBucketName } from '../../../hub/gateway/policy-bucket-name.ts';
import { definitionHash, guardrailDefinition } from '../../../hub/guardrails/guardrail-definition.ts';
import type { PublisherClients } from '../../../pipelines/bundle/publisher-clients.ts';
import { bundleCommand } from '../../../pipelines/cli/bundle.ts';
import { loadGovernance } from '../../../shared/config/load.ts';
import { type IdentityServer, startIdentity } from '../../local-aws/identity-server.ts';
import { clientDefaults } from '../../local-aws/loopback-server.ts';
import { type ParameterServer, startParameters } from '../../local-aws/parameter-server.ts';
import { type S3Server, startS3 } from '../../local-aws/s3-server.ts';
import { rememberedIo, type Seen } from './command-run.ts';

/** The example organization, whose hub deploys one of its guardrails by itself. */
export const example = readFileSync('governance.yaml', 'utf8').replace(
  /^ {4}identifier: gr1a2b3c4d5e\n {4}version: 3\n/m,
  '',
);
export const { bundle, canonical, hash } = policyOf(example);
/** The same rules with one more for everybody. */
export const changedText = example.replace(/^platformRules:.*\n/m, (line) => `${line}  - Say when you do not know.\n`);
export const { hub } = bundle;
export const bucket = policyBucketName(hub);
export const publisherArn = `arn:aws:sts::${hub.accountId}:assumed-role/gatehouse-platform/someone`;

function policyOf(text: string) {
  const loaded = loadGovernance(text, 'governance.yaml');
  if (loaded.ok) return loaded.policy;
  throw new Error('the example has problems');
}

/** The hub's account with a bucket for bundles and deployed guardrails, and a person at a terminal. */
export class HubAccount {
  readonly s3: S3Server;
  readonly ssm: ParameterServer;
  readonly sts: IdentityServer;
  clients: PublisherClients;
  /** What the person was asked, and answers. */
  readonly questions: string[] = [];
  agrees = true;
  readonly #directory = mkdtempSync(join(tmpdir(), 'gatehouse-bundle-'));

  private constructor(s3: S3Server, ssm: ParameterServer, sts: IdentityServer) {
    this.s3 = s3;
    this.ssm = ssm;
    this.sts = sts;
    this.clients = {
      s3: new S3Client({ ...clientDefaults, endpoint: s3.endpoint, forcePathStyle: true }),
      ssm: new SSMClient({ ...clientDefaults, endpoint: ssm.endpoint }),
      sts: new STSClient({ ...clientDefaults, endpoint: sts.endpoint }),
    };
    this.deployGuardrails('7');
  }

  static async start(): Promise<HubAccount> {
    const [s3, ssm, sts] = await Promise.all([
      startS3(hub.accountId, [bucket]),
      startParameters(),
      startIdentity({ account: hub.accountId, arn: publisherArn }),
    ]);
    return new HubAccount(s3, ssm, sts);
  }

  async close(): Promise<void> {
    for (const client of Object.values(this.clients)) client.destroy();
    await Promise.all([this.s3.close(), this.ssm.close(), this.sts.close()]);
    rmSync(this.#directory, { recursive: true });
  }

  /** What a deployment of the example's guardrails leaves. */
  deployGuardrails(version: string): void {
    const own = Object.entries(bundle.guardrails).filter(([, { bedrock }]) => bedrock !== null);
    const deployed = own.map(([name]) => [
      name,
      { identifier: `id-${name}`, version, definition: definitionHash(guardrailDefinition(bundle, name)) },
    ]);
    this.ssm.parameters.set('/gatehouse/guardrails', JSON.stringify(Object.fromEntries(deployed)));
  }

  /** With the example's file, unless another one is named. */
  async run(command: string, ...options: readonly string[]): Promise<Seen> {
    const { io, seen } = rememberedIo();
    const args = options.some((one) => one.endsWith('.yaml')) ? options : [this.fileOf(example), ...options];
    const ask = async (question: string) => {
      this.questions.push(question);
      return this.agrees;
    };
    const desk = { clients: async () => this.clients, ask };
    await bundleCommand(io, desk).parseAsync([command, ...args], { from: 'user' });
    return seen;
  }

  fileOf(text: string): string {
    const file = join(this.#directory, 'governance.yaml');
    writeFileSync(file, text);
    return file;
  }

  stored(key: string): string | undefined {
    return this.s3.objects.get(`${bucket}/${key}`)?.toString();
  }

  pointer(): BundlePointer {
    return JSON.parse(this.stored(pointerKey) ?? 'null');
  }
}
