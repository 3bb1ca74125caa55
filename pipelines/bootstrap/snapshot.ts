/**
 * An organization as it is, in plain JSON: what a plan is compared with, what `gatehouse organization export` writes and what `plan --snapshot` reads. Whatever it lists is in the order of
 * ids, so that two snapshots of the same organization are the same text but for `takenAt`.
 */
import { z } from 'zod';

const policyTypes = ['SCP', 'RCP', 'AISERVICES_OPT_OUT', 'BEDROCK', 'TAG'] as const;
/** Names of Organizations: SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY, AISERVICES_OPT_OUT_POLICY, BEDROCK_POLICY, TAG_POLICY. */
export type PolicyType = (typeof policyTypes)[number];

const name = z.string().max(256);
const id = z.string().min(1).max(128);
const accountId = z.string().regex(/^\d{12}$/);

const unit = z.object({ id, name, parentId: id });

const account = z.object({
  id: accountId,
  name,
  parentId: id,
  /** `State` of Organizations (`Status` retired in September 2026): ACTIVE, PENDING_ACTIVATION, SUSPENDED, PENDING_CLOSURE, CLOSED. */
  state: z.string().max(40),
});

const policy = z.object({
  id,
  name,
  type: z.enum(policyTypes),
  awsManaged: z.boolean(),
  /** The document, as Organizations has it. */
  text: z.string().max(200_000),
  /** Ids of roots, units and accounts that it is attached to. */
  targets: z.array(id),
});

const stackInstance = z.object({
  account: accountId,
  region: z.string().max(32),
  /** Of the unit that brought it; empty where nobody says. */
  unitId: z.string().max(128),
  /** CURRENT, OUTDATED or INOPERABLE. */
  status: z.string().max(40),
  /** PENDING, RUNNING, SUCCEEDED, FAILED, CANCELLED, INOPERABLE. */
  detailedStatus: z.string().max(40),
  /** IN_SYNC, DRIFTED, NOT_CHECKED, UNKNOWN. */
  drift: z.string().max(40),
});

const stackSet = z.object({
  name,
  /** The template, as CloudFormation has it. */
  body: z.string().max(1_000_000),
  /** Units that it is deployed to and that bring it to new accounts. */
  units: z.array(id),
  autoDeployment: z.boolean(),
  instances: z.array(stackInstance),
});

const guardrail = z.object({
  arn: z.string().max(256),
  version: z.number().int(),
  /** Whether that version is there and ready. */
  exists: z.boolean(),
  /** Its resource-based policy, as text; null where it has none. */
  resourcePolicy: z.string().max(200_000).nullable(),
});

export const snapshotSchema = z.object({
  version: z.literal(1),
  /** RFC 3339. */
  takenAt: z.string().max(40),
  organization: z.object({ id, managementAccountId: accountId, featureSet: z.string().max(40) }),
  root: z.object({ id, policyTypes: z.array(z.enum(policyTypes)) }),
  units: z.array(unit),
  accounts: z.array(account),
  policies: z.array(policy),
  /** Service principals that the organization trusts. */
  trustedServices: z.array(z.string().max(128)),
  delegatedAdministrators: z.array(z.object({ accountId, services: z.array(z.string().max(128)) })),
  /** Those of Gatehouse, by their names. */
  stackSets: z.array(stackSet),
  /** Those that governance.yaml has enforced. */
  guardrails: z.array(guardrail),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type Unit = z.infer<typeof unit>;
export type Account = z.infer<typeof account>;
export type AttachedPolicy = z.infer<typeof policy>;
export type StackSet = z.infer<typeof stackSet>;
export type StackInstance = z.infer<typeof stackInstance>;
export type EnforcedGuardrail = z.infer<typeof guardrail>;
