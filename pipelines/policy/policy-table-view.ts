/** The truth table as people read it. */
import type { Decision } from '../../shared/iam/authorize.ts';
import { textTable } from '../evaluation/text-table.ts';
import type { BroadStatement } from './broad-statements.ts';
import type { Answer, TableCell, TableRow } from './policy-table.ts';
import { tableQuestions } from './table-questions.ts';

const marks: Readonly<Record<Answer, string>> = { allow: 'yes', if: 'if', locked: 'lock', deny: '-', none: '.' };

/** Roles down, questions across by number; the questions are listed below, because there are too many for their words. */
export function renderTable(rows: readonly TableRow[], broad: readonly BroadStatement[]): string {
  const head = ['role', ...tableQuestions.map((_, index) => String(index + 1))];
  const body = rows.map(({ principal, cells }) => [principal, ...cells.map(markOf)]);
  const questions = tableQuestions.map(({ asks }, index) => `  ${String(index + 1).padStart(2)}  may it ${asks}?`);
  const legend =
    '  yes: always, over TLS   if: where the conditions of its policy hold   lock: policies would allow it, Object Lock refuses   -: never   .: nothing of the kind yet   !: not as expected';
  return [textTable([head, ...body]), '', ...questions, '', legend, '', verdictOf(rows, broad), ''].join('\n');
}

function markOf({ answer, expected }: TableCell): string {
  return `${marks[answer]}${expected ? '' : '!'}`;
}

function verdictOf(rows: readonly TableRow[], broad: readonly BroadStatement[]): string {
  const unexpected = rows.flatMap(({ cells }) => cells.filter(({ expected }) => !expected)).length;
  const wide = broad.map(({ role, policy, index, finding }) => `  ${role}: ${finding} (${policy}, statement ${index})`);
  const answers = unexpected === 0 ? 'Every answer is as expected.' : `${unexpected} answers are not as expected (!).`;
  const statements =
    wide.length === 0
      ? 'No role has a wildcard action on a wildcard resource.'
      : ['Statements too wide:', ...wide].join('\n');
  return `${answers} ${statements}`;
}

/** One line for each answer, with the request and the statement that decided. */
export function renderExplanations(rows: readonly TableRow[]): string {
  return rows
    .map(({ principal, cells }) => [principal, ...cells.map(explanationOf)].join('\n'))
    .join('\n\n')
    .concat('\n');
}

function explanationOf({ question, answer, expected, decided }: TableCell): string {
  const asked = tableQuestions.find(({ id }) => id === question)?.asks ?? question;
  const mark = `  ${expected ? ' ' : '!'} ${marks[answer].padEnd(4)}`;
  if (decided === undefined) return `${mark} ${asked}: nothing of the kind yet`;
  return `${mark} ${asked}: ${decided.action} on ${decided.resource}, ${reasonOf(decided.decision)}`;
}

const missing: Readonly<Record<string, string>> = {
  'no-identity-allow': 'no policy of its own allows it',
  'no-resource-allow': 'the policy of the resource does not let it in',
  'no-boundary-allow': 'its permissions boundary does not allow it',
  'no-session-allow': 'its session policy does not allow it',
  'no-endpoint-allow': 'the endpoint’s policy does not let it through',
  'no-serviceControl-allow': 'a service control policy does not allow it',
  'no-resourceControl-allow': 'a resource control policy does not allow it',
};

/** Which statement decided, in words. */
export function reasonOf({ allowed, reason, by, statement }: Decision): string {
  if (statement === undefined)
    return allowed ? 'allowed: it is the root user of the account' : (missing[reason] ?? reason);
  const sid =
    statement.sid === undefined ? `statement ${statement.index}` : `statement ${statement.index} (${statement.sid})`;
  return `${allowed ? 'allowed' : 'denied'} by ${sid} of ${statement.policy}, ${kinds[by]}`;
}

const kinds = {
  identity: 'an identity policy',
  resource: 'the policy of the resource',
  boundary: 'a permissions boundary',
  session: 'a session policy',
  serviceControl: 'a service control policy',
  resourceControl: 'a resource control policy',
  endpoint: 'the policy of an endpoint',
} as const satisfies Record<Decision['by'], string>;
