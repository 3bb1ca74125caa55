import type { PolicyType } from '../snapshot.ts';

/** What Organizations calls them. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicyTypeSummary.html */
export const organizationsType = {
  SCP: 'SERVICE_CONTROL_POLICY',
  RCP: 'RESOURCE_CONTROL_POLICY',
  AISERVICES_OPT_OUT: 'AISERVICES_OPT_OUT_POLICY',
  BEDROCK: 'BEDROCK_POLICY',
  TAG: 'TAG_POLICY',
} as const satisfies Record<PolicyType, string>;

/** Ours, of Organizations' name; undefined for types that Gatehouse has nothing to do with. */
export function policyTypeOf(name: string | undefined): PolicyType | undefined {
  return (Object.keys(organizationsType) as PolicyType[]).find((type) => organizationsType[type] === name);
}
