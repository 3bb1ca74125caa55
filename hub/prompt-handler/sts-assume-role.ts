import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { GatehouseFault } from '../../shared/errors.ts';
import { defaultProvider } from '../../shared/runtime/environment-credentials.ts';
import type { AssumeRole } from './invocation-credentials.ts';

/** The most that a role may have that is assumed from another role, and what invocation roles are made with. */
const sessionSeconds = 3_600;
const connectMs = 2_000;
const answerMs = 5_000;

/** Sessions of invocation roles from the Region's own STS: the hub's network has no way to the global one. */
export function assumeRoleBySts(region: string): AssumeRole {
  const client = new STSClient({
    region,
    credentials: defaultProvider(),
    requestHandler: new NodeHttpHandler({
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
    }),
  });
  return async ({ roleArn, sessionName, sourceIdentity, tags }) => {
    const command = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      SourceIdentity: sourceIdentity,
      DurationSeconds: sessionSeconds,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    const { Credentials } = await client.send(command).catch(refused);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) return refused(undefined);
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  };
}

function refused(cause: unknown): never {
  throw new GatehouseFault(
    'model_unavailable',
    'The invocation role of the application could not be assumed.',
    "Check that the application's access stack is deployed from the rules in force, that the prompt handler may assume the role, and the endpoint for STS.",
    { cause },
  );
}
