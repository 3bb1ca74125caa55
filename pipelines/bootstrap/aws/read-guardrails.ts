import { GetGuardrailCommand, GetResourcePolicyCommand } from '@aws-sdk/client-bedrock';
import type { SnapshotRequest } from '../organization-desk.ts';
import type { EnforcedGuardrail } from '../snapshot.ts';
import type { DeskParts } from './desk-parts.ts';

type RequestedGuardrail = SnapshotRequest['guardrails'][number];

/** The guardrails that are to be enforced. That one is not there is an answer, and the preflight's to judge. */
export function readGuardrails(
  parts: DeskParts,
  guardrails: readonly RequestedGuardrail[],
): Promise<readonly EnforcedGuardrail[]> {
  return Promise.all(
    guardrails.map(async ({ arn, version, region }) => {
      const [exists, resourcePolicy] = await Promise.all([
        isReady(parts, { arn, version, region }),
        guardrailPolicy(parts, arn, region),
      ]);
      return { arn, version, exists, resourcePolicy: resourcePolicy ?? null };
    }),
  );
}

/** One bad version refuses every call in the accounts that it is enforced in: only READY is there. */
async function isReady({ clients, calls }: DeskParts, { arn, version, region }: RequestedGuardrail): Promise<boolean> {
  const request = new GetGuardrailCommand({ guardrailIdentifier: arn, guardrailVersion: String(version) });
  const answer = await calls.makeUnless(['ResourceNotFoundException'], 'bedrock:GetGuardrail', () =>
    clients.bedrock(region).send(request),
  );
  return answer?.status === 'READY';
}

/** Undefined where it has none. */
export async function guardrailPolicy(
  { clients, calls }: DeskParts,
  arn: string,
  region: string,
): Promise<string | undefined> {
  const answer = await calls.makeUnless(['ResourceNotFoundException'], 'bedrock:GetResourcePolicy', () =>
    clients.bedrock(region).send(new GetResourcePolicyCommand({ resourceArn: arn })),
  );
  return answer?.resourcePolicy;
}
