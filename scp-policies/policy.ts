/** What a policy of the organization is: one object a file, listed in `catalogue.ts`, composed by `composer/`, proved by its own cases. */
import type { PolicyBundle } from '../shared/config/bundle.ts';
import type { HubPolicy } from '../shared/config/hub-policy.ts';
import type { AccessRequest } from '../shared/iam/access-request.ts';
import type { PolicyJson, StatementJson } from '../shared/iam/policy-json.ts';
import type { Exception } from './exceptions.ts';

/** The configuration that policies are a function of: nothing else decides what they say. A policy bundle is one. */
export interface PolicyContext {
  readonly organization: PolicyBundle['organization'];
  readonly hub: Pick<HubPolicy, 'accountId' | 'region' | 'partition' | 'edge'>;
  readonly models: PolicyBundle['models'];
}

/**
 * What a policy is attached to. `spokes`: units of the applications' accounts; `hub`: the unit of the hub's account; `governed`: both.
 */
export type UnitKind = 'spokes' | 'hub' | 'governed';

interface PolicyDescription {
  /** As its file is called. Stable: exceptions in governance.yaml and plans speak of it by this name. */
  readonly id: string;
  readonly title: string;
  /** What would go wrong without it. */
  readonly why: string;
  readonly attachesTo: UnitKind;
}

/** Written in the language of IAM, and proved by IAM's own way of deciding. */
export interface ControlPolicy extends PolicyDescription {
  readonly type: 'SCP' | 'RCP';
  /** Who is spared, each with its reason. Every statement that spares somebody takes its condition from here (`exceptions.ts`). */
  readonly exceptions: readonly Exception[];
  /** Sids are unique in the whole catalogue. None where the configuration asks for none: such a policy is not attached. */
  readonly statements: (context: PolicyContext) => readonly StatementJson[];
  readonly cases: (context: PolicyContext) => ControlCases;
}

/** A request and what this policy, beside FullAWSAccess and nothing else, makes of it when the principal's own account grants everything. */
export interface ControlCases {
  readonly allow: readonly ControlCase[];
  /** Each is denied by the statement `by`, and by no other statement of the policy: without it, it would be let through. */
  readonly deny: readonly (ControlCase & { readonly by: string })[];
}

export interface ControlCase {
  /** Completes "allows …" or "denies …". */
  readonly name: string;
  readonly request: AccessRequest;
}

/** A policy type of Organizations that is not written in the language of IAM: its values are inherited by operators (`@@assign` and its kin). */
export interface DeclarativePolicy extends PolicyDescription {
  readonly type: 'AISERVICES_OPT_OUT' | 'BEDROCK' | 'TAG';
  /** Undefined where the configuration asks for none. */
  readonly document: (context: PolicyContext) => JsonObject | undefined;
  /** What must be there before it is attached. Default: nothing. */
  readonly prerequisites?: (context: PolicyContext) => readonly GuardrailPrerequisite[];
  readonly cases: (context: PolicyContext) => readonly DeclarativeCase[];
}

/** A guardrail version that exists in the account and Region named, without automated reasoning, and with this policy on it. */
export interface GuardrailPrerequisite {
  readonly arn: string;
  readonly version: number;
  readonly region: string;
  /** Account id. */
  readonly owner: string;
  readonly resourcePolicy: PolicyJson;
}

/** What an account's effective policy says, with what somebody attaches below ours. */
export interface DeclarativeCase {
  readonly name: string;
  /** A policy of the same type on the account itself, or on a unit between. Default: none. */
  readonly below?: JsonObject;
  /** Values in the effective policy, by their path in it. Undefined: nothing is there. */
  readonly effective: readonly { readonly path: readonly string[]; readonly value: JsonValue | undefined }[];
}

export type JsonValue = string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export type OrganizationPolicy = ControlPolicy | DeclarativePolicy;
