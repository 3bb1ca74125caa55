import { GatehouseFault } from '../../shared/errors.ts';
import { credentialErrorNamed } from '../aws/credential-errors.ts';

/** Names of the errors that whoever publishes meets, besides those of credentials, and what to do. Source: each service's own list */
const explanations: Readonly<Record<string, readonly [message: string, remedy: string]>> = {
  AccessDenied: [
    'The role may not do this with the bucket of policy bundles.',
    'Publish in the role gatehouse-platform of the hub’s account, which the bucket policy names; its own policy must allow s3:GetObject, s3:PutObject and s3:ListBucket (without which S3 does not say that an object is not there yet).',
  ],
  AccessDeniedException: [
    'The role may not read what the deployment left in Parameter Store.',
    'Publish in the role gatehouse-platform, which may read /gatehouse/*.',
  ],
  NoSuchBucket: [
    'There is no bucket of policy bundles in the hub’s account and Region.',
    'Deploy the stack GatehousePolicy first, from the same governance file.',
  ],
  ParameterNotFound: [
    'The guardrails are not deployed yet.',
    'Deploy the stack GatehouseGuardrails first, from the same governance file.',
  ],
};

/** What AWS, or the way there, said, in the terms of whoever publishes. */
export function awsFault(cause: unknown): GatehouseFault {
  if (cause instanceof GatehouseFault) return cause;
  const name = cause instanceof Error ? cause.name : '';
  const [message, remedy] = credentialErrorNamed(name) ??
    (Object.hasOwn(explanations, name) ? explanations[name] : undefined) ?? [
      `AWS cannot be asked (${/^[A-Za-z.]{1,60}$/.test(name) ? name : 'unknown error'}).`,
      'Check the network and the Region, and try again.',
    ];
  return new GatehouseFault('aws_unavailable', message, remedy, { cause });
}
