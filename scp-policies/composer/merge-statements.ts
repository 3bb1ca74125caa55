import type { Statement } from '../../shared/iam/policy-document.ts';
import { canonicalStatement, compareText } from './canonical-statement.ts';
import { statementText } from './policy-text.ts';

/**
 * Fewer statements that decide every request as these do: those that differ in their actions alone, or in their resources alone, are one with all of them. Statements with different Sids stay
 * apart, for who reads the policy later finds the reason by the Sid. Sorted by text, so the order in which statements come does not matter.
 *
 * @param statements in canonical form.
 */
export function mergeStatements(statements: readonly Statement[]): readonly Statement[] {
  let merged = statements;
  for (;;) {
    // Resources that were put together can make two statements alike that were not before.
    const next = mergeOn('resource', mergeOn('action', merged));
    if (next.length === merged.length) return withUniqueSids(next);
    merged = next;
  }
}

/** Statements that are equal but for one element, joined. Of `NotAction` and `NotResource` the union would be smaller than both: they are joined only where they are equal. */
function mergeOn(name: 'action' | 'resource', statements: readonly Statement[]): readonly Statement[] {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const key = mergeKey(name, statement);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [statement]);
    else group.push(statement);
  }
  return [...groups.values()].flatMap((group) => joined(name, group));
}

function mergeKey(name: 'action' | 'resource', statement: Statement): string {
  const element = statement[name];
  if (element === undefined || element.not) return statementText(statement);
  return `${name}|${statementText({ ...statement, [name]: { not: false, patterns: [] } })}`;
}

function joined(name: 'action' | 'resource', group: readonly Statement[]): readonly Statement[] {
  const [first] = group;
  if (group.length === 1 || first?.[name] === undefined) return group.slice(0, 1);
  const patterns = group.flatMap((statement) => statement[name]?.patterns ?? []);
  return [canonicalStatement({ ...first, [name]: { not: first[name].not, patterns } })];
}

/** IAM refuses a policy that uses a Sid twice. */
function withUniqueSids(statements: readonly Statement[]): readonly Statement[] {
  const byText = (one: Statement, other: Statement) => compareText(statementText(one), statementText(other));
  const taken = new Set(statements.map(({ sid }) => sid));
  const used = new Set<string>();
  const renamed = [...statements].sort(byText).map((statement) => {
    const { sid } = statement;
    if (sid === undefined) return statement;
    const own = used.has(sid) ? freeSid(sid, taken) : sid;
    used.add(own);
    taken.add(own);
    return { ...statement, sid: own };
  });
  return renamed.sort(byText);
}

function freeSid(sid: string, taken: ReadonlySet<string | undefined>): string {
  for (let number = 2; ; number++) if (!taken.has(`${sid}${number}`)) return `${sid}${number}`;
}
