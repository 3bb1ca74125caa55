import type { PolicyType } from '../../../pipelines/bootstrap/snapshot.ts';

export interface PolicyKind {
  readonly type: PolicyType;
  /** The name that the API has for it. */
  readonly apiName: string;
  /** Most characters of one, and most that one root, unit or account has. */
  readonly characters: number;
  readonly slots: number;
  /** What AWS attaches to everything while the type is enabled. */
  readonly managed?: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly text: string;
  };
}

/**
 * The five types that Gatehouse uses; others are unknown here. As of November 2026; slots of Bedrock policies are not published and taken as those of most types.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const policyKinds: readonly PolicyKind[] = [
  {
    type: 'SCP',
    apiName: 'SERVICE_CONTROL_POLICY',
    characters: 10_240,
    slots: 10,
    managed: {
      id: 'p-FullAWSAccess',
      name: 'FullAWSAccess',
      description: 'Allows access to every operation',
      text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    },
  },
  {
    type: 'RCP',
    apiName: 'RESOURCE_CONTROL_POLICY',
    characters: 5_120,
    slots: 5,
    managed: {
      id: 'p-RCPFullAWSAccess',
      name: 'RCPFullAWSAccess',
      description: 'Allows access to every resource',
      text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
    },
  },
  { type: 'AISERVICES_OPT_OUT', apiName: 'AISERVICES_OPT_OUT_POLICY', characters: 2_500, slots: 5 },
  { type: 'BEDROCK', apiName: 'BEDROCK_POLICY', characters: 10_000, slots: 5 },
  { type: 'TAG', apiName: 'TAG_POLICY', characters: 10_000, slots: 10 },
];

export function kindOf(type: PolicyType): PolicyKind {
  const kind = policyKinds.find((candidate) => candidate.type === type);
  if (kind === undefined) throw new Error(`no policy type ${type}`);
  return kind;
}
