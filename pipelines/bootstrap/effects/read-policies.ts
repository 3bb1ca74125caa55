import { GatehouseFault } from '../../../shared/errors.ts';
import { type PolicyDocument, parsePolicy } from '../../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../../shared/iam/statement-match.ts';
import type { AttachedPolicy } from '../snapshot.ts';

/** A service or resource control policy of an organization, read. */
export interface ReadPolicy extends NamedPolicy {
  /** The same for policies of the same name and text, in whichever snapshot. */
  readonly key: number;
  /** Why it is no policy that the evaluator knows; then its document is empty, and nothing that depends on it can be told. */
  readonly problem: string | undefined;
  /** Ids of accounts that stand in it: for these it may decide otherwise than for their neighbours. */
  readonly accounts: ReadonlySet<string>;
  /** Whether it may decide by the unit that an account is in (`aws:PrincipalOrgPaths` and its kin). */
  readonly tellsUnits: boolean;
}

export type PolicyReader = (policy: Pick<AttachedPolicy, 'type' | 'name' | 'text'>) => ReadPolicy;

const empty: PolicyDocument = { version: '2012-10-17', statements: [] };

/** Reads each text once, however many snapshots and targets it is in. */
export function policyReader(): PolicyReader {
  const known = new Map<string, ReadPolicy>();
  return ({ type, name, text }) => {
    const id = JSON.stringify([type, name, text]);
    const found = known.get(id) ?? read(known.size, name, text);
    known.set(id, found);
    return found;
  };
}

function read(key: number, name: string, text: string): ReadPolicy {
  const parsed = parse(name, text);
  return {
    key,
    name,
    ...parsed,
    accounts: new Set(text.match(/(?<!\d)\d{12}(?!\d)/g) ?? []),
    tellsUnits: /orgpaths/i.test(text),
  };
}

/** Policies of others may hold what IAM takes and the evaluator does not, or nothing that IAM takes at all: that is said, and ends nothing. */
function parse(name: string, text: string): Pick<ReadPolicy, 'document' | 'problem'> {
  try {
    return { document: parsePolicy(text, name), problem: undefined };
  } catch (cause) {
    if (!(cause instanceof GatehouseFault)) throw cause;
    return { document: empty, problem: cause.message };
  }
}
