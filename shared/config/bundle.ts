import type { HubPolicy } from './hub-policy.ts';
import type { OrganizationPoliciesSettings } from './organization-policies.ts';
import type { BreakGlassPolicy, SpokesPolicy, WorkloadsPolicy } from './spoke-policy.ts';

/**
 * The policy bundle: what `governance.yaml` compiles to. The gateway decides from this alone, and every record carries its hash, so an auditor
 * can name the rules under which a call was decided. Plain JSON data (canonicalized per RFC 8785 for the hash), indexed by name, no YAML left in it.
 */
export interface PolicyBundle {
  readonly schemaVersion: 1;
  readonly organization: {
    readonly id: string;
    readonly name: string;
    readonly managementAccountId: string;
    /** Account that is registered for StackSets besides the management account; null: none. */
    readonly delegatedAdministrator: string | null;
    readonly policies: OrganizationPoliciesSettings;
    /** Null: governed accounts get no break-glass role. */
    readonly breakGlass: BreakGlassPolicy | null;
    /** Null: no account gets a way to the private edge. */
    readonly spokes: SpokesPolicy | null;
  };
  readonly hub: HubPolicy;
  readonly models: Readonly<Record<string, ModelPolicy>>;
  readonly guardrails: Readonly<Record<string, GuardrailPolicy>>;
  readonly applications: Readonly<Record<string, ApplicationPolicy>>;
  readonly platformRules: readonly string[];
  readonly audit: AuditPolicy;
}

/** How a model's `InvokeModel` body is shaped; `none`: the model is reached through Converse alone. */
export type BodyFormat =
  | 'anthropic-messages'
  | 'nova-messages'
  | 'openai-chat'
  | 'titan-embeddings'
  | 'cohere-embeddings'
  | 'nova-embeddings'
  | 'none';

export interface ModelPolicy {
  /** Foundation-model id, such as `anthropic.claude-sonnet-4-5-20250929-v1:0`. */
  readonly id: string;
  /** Inference-profile ids or ARNs under which callers may also name the model. */
  readonly inferenceProfiles: readonly string[];
  readonly regions: readonly string[];
  readonly bodyFormat: BodyFormat;
  /** Bedrock service tier that calls may ask for. */
  readonly serviceTiers: readonly string[];
  readonly price: Price;
  /** What the model can write at most in one answer, in tokens. */
  readonly maxOutputTokens: number;
}

/** Nanodollars (1e-9 USD) for a million tokens; whole numbers, so that money is never rounded by a float. */
export interface Price {
  readonly version: string;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  readonly cacheReadPerMillion: number;
  readonly cacheWritePerMillion: number;
}

export type EntityAction = 'allow' | 'mask' | 'pseudonymize' | 'block';

export interface GuardrailPolicy {
  /**
   * Bedrock guardrail, by id or ARN and numeric version (never DRAFT in production). Where the hub deploys it (`bedrock`), these are its name and `1` until
   * `withDeployedGuardrails` has put in what the deployment made.
   */
  readonly identifier: string;
  readonly version: string;
  /** What the deployed guardrail judges besides the rest of this policy; null where it exists already and the hub does not deploy it. */
  readonly bedrock: BedrockGuardrailPolicy | null;
  readonly blockedInputMessage: string;
  readonly blockedOutputMessage: string;
  /** Denied words and phrases, matched with word boundaries whatever the case. */
  readonly words: readonly string[];
  /** Names that are not to be named, and what to do where one is; null: none. */
  readonly competitors: { readonly names: readonly string[]; readonly action: 'flag' | 'mask' | 'block' } | null;
  /** Denied topics: name, definition and examples, as CreateGuardrail has them. */
  readonly topics: readonly {
    readonly name: string;
    readonly definition: string;
    readonly examples: readonly string[];
  }[];
  /** Application-defined patterns, run on a linear-time engine. */
  readonly regexes: readonly {
    readonly name: string;
    readonly pattern: string;
    readonly action: 'allow' | 'mask' | 'block';
  }[];
}

type BlockOrNone = 'block' | 'none';

/** In the terms of CreateGuardrail: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html */
export interface BedrockGuardrailPolicy {
  readonly description: string | null;
  readonly contentFilters: Readonly<Record<string, ContentFilter>>;
  readonly contentTier: 'CLASSIC' | 'STANDARD';
  readonly topicTier: 'CLASSIC' | 'STANDARD';
  readonly profanity: 'block' | 'off';
  readonly grounding: AnswerThreshold | null;
  readonly relevance: AnswerThreshold | null;
  readonly automatedReasoning: {
    readonly policies: readonly string[];
    readonly confidenceThreshold: number | null;
  } | null;
  readonly crossRegion: { readonly profile: string; readonly regions: readonly string[] } | null;
  /** Who besides the hub may apply it. */
  readonly appliedBy: 'organization' | readonly string[];
}

export interface ContentFilter {
  readonly input: 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH';
  readonly output: 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH';
  readonly inputAction: BlockOrNone;
  readonly outputAction: BlockOrNone;
  readonly modalities: readonly ('TEXT' | 'IMAGE')[];
}

/** An answer that scores below is caught. */
export interface AnswerThreshold {
  readonly threshold: number;
  readonly action: BlockOrNone;
}

export interface ScreeningDirection {
  /** Action for each sensitive-information type, by name (`entityTypes`). Absent: `allow`. */
  readonly entities: Readonly<Record<string, EntityAction>>;
}

export interface ApplicationPolicy {
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly accountId: string;
  /** IAM roles of the spoke account that may assume the application's caller role; the one that `workloads` has made is among them. */
  readonly callers: readonly string[];
  /** Who uses the role that is made for the application in its account; null: none is made. */
  readonly workloads: WorkloadsPolicy | null;
  readonly purposes: readonly string[];
  /** Used when a caller declares none; recorded as defaulted. */
  readonly defaultPurpose: string;
  /** Keys of `PolicyBundle.models`. */
  readonly models: readonly string[];
  readonly operations: readonly (
    | 'Converse'
    | 'ConverseStream'
    | 'InvokeModel'
    | 'InvokeModelWithResponseStream'
    | 'CountTokens'
  )[];
  /** Key of `PolicyBundle.guardrails`. */
  readonly guardrail: string;
  readonly limits: ApplicationLimits;
  readonly systemRules: readonly string[];
  /** JSON Schema that answers must satisfy, where the application asks for structured output. */
  readonly outputSchema?: unknown;
  readonly answers: AnswerPolicy;
  readonly screening: {
    readonly input: ScreeningDirection;
    readonly output: ScreeningDirection;
    /** What to do with a likely prompt attack. */
    readonly promptAttack: 'block' | 'flag' | 'off';
    /** Score, between 0.05 and 1, from which a text counts as an attack. */
    readonly promptAttackThreshold: number;
    /** Whether text of tools, documents and searches is marked as data for the model (spotlighting). */
    readonly untrusted: 'delimit' | 'as-is';
    /** What to do with a part that cannot be read (an image, say). */
    readonly unreadable: 'refuse' | 'allow-unscreened';
  };
  readonly unknownFields: 'lenient' | 'strict';
  readonly retentionDays: number;
}

/** What is asked of answers beyond screening. */
export interface AnswerPolicy {
  /** How often a model is asked again when its answer does not satisfy the schema. */
  readonly repairRounds: 0 | 1;
  /** What happens to an answer whose confidence is below the threshold; null: no score is worked out, unless there are samples; then it is recorded, and that is all. */
  readonly confidence: { readonly threshold: number; readonly below: 'flag' | 'annotate' | 'withhold' } | null;
  /** How many more answers are asked for, to see whether they agree. */
  readonly selfAgreementSamples: number;
}

export interface ApplicationLimits {
  /** Cap on the output tokens of one call; used where the caller names none, and a caller asking for more is refused. */
  readonly maxOutputTokens: number;
  readonly minute: WindowLimits;
  readonly day: WindowLimits;
  readonly month: WindowLimits;
}

/** Caps within one window; `null`: no cap. Cost in nanodollars. */
export interface WindowLimits {
  readonly requests: number | null;
  readonly tokens: number | null;
  readonly costNanos: number | null;
}

export interface AuditPolicy {
  readonly minimumRetentionDays: number;
  readonly objectLockMode: 'COMPLIANCE' | 'GOVERNANCE';
  /** A bucket with a lock of its own, in another account, that every object is copied to; null: none. */
  readonly logArchive: {
    readonly accountId: string;
    readonly region: string;
    readonly bucket: string;
    readonly keyArn: string;
  } | null;
}

/** A compiled bundle with its identity. */
export interface CompiledPolicy {
  readonly bundle: PolicyBundle;
  /** Canonical JSON of `bundle`. */
  readonly canonical: string;
  /** SHA-256 of `canonical`, hex. */
  readonly hash: string;
}
