/** A policy as the JSON that AWS takes: plain data, so that what is attached and what is evaluated are the same object. */
export interface PolicyJson {
  readonly Version: '2012-10-17';
  readonly Statement: readonly StatementJson[];
}

/** Exactly one of `Action` and `NotAction`, and of `Resource` and `NotResource`. */
export interface StatementJson {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  /** In policies that see principals from outside: resource control policies and policies of resources. */
  readonly Principal?: '*' | { readonly AWS: string | readonly string[] };
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: ConditionJson;
}

/** By operator, then by condition key. */
export type ConditionJson = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
