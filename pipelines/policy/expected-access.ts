/** Who ought to be able to do what, as data. Whatever else a role of the templates may do is a finding, and a role that is not listed ought to be able to do nothing. */
import { staffRoleName } from '../../hub/access/staff-roles.ts';
import { invocationRoleName } from '../../hub/network/hub-principals.ts';
import { callerRoleName } from '../../shared/names/role-names.ts';

interface Expectation {
  readonly name: RegExp;
  /** Ids of questions (`table-questions.ts`). */
  readonly may: readonly string[];
}

const application = '[a-z0-9-]+';

/** What nobody may do whom identity policies allow everything. */
const protectedFromAll = ['delete-evidence', 'shorten-retention', 'change-records', 'publish-bundle', 'seal', 'commit'];

const expectations: readonly Expectation[] = [
  { name: exactly(callerRoleName(application)), may: ['own-path'] },
  { name: exactly(invocationRoleName(application)), may: ['own-model'] },
  {
    name: exactly('gatehouse-gateway'),
    may: [
      'write-anything',
      'write-evidence',
      'decrypt',
      'put-record',
      'read-records',
      'change-ledger',
      'commit',
      'read-bundle',
      'ask-response-filter',
    ],
  },
  // It screens and asks models, once it has found the call on record: it can write nothing.
  { name: exactly('gatehouse-prompt-handler'), may: ['become-application', 'read-records', 'read-bundle', 'seal'] },
  // It sees every answer: it can neither ask a model itself nor keep anything.
  { name: exactly('gatehouse-response-filter'), may: ['ask-prompt-handler', 'read-bundle'] },
  {
    name: exactly('gatehouse-sealer'),
    may: ['sign', 'read-records', 'list-records', 'write-evidence', 'write-anything', 'decrypt'],
  },
  {
    name: exactly('gatehouse-sweeper'),
    may: ['read-records', 'list-records', 'put-record', 'change-ledger', 'write-anything', 'decrypt'],
  },
  {
    name: exactly('gatehouse-console'),
    may: ['read-records', 'list-records', 'read-content', 'decrypt', 'read-bundle'],
  },
  {
    name: exactly(staffRoleName('auditor')),
    may: ['read-records', 'list-records', 'read-content', 'decrypt', 'read-bundle'],
  },
  // Whoever may do everything that identity policies can give is held off the evidence by its own policies.
  {
    name: /^\(administrator\)$/,
    may: everythingBut(...protectedFromAll, 'weaken-bucket', 'read-bundle'),
  },
  {
    name: /^\(root user\)$/,
    may: everythingBut(...protectedFromAll, 'weaken-bucket', 'read-bundle'),
  },
  {
    name: /^\((?:deployer|break-glass)\)$/,
    may: everythingBut(...protectedFromAll, 'read-bundle'),
  },
  // Foundation models belong to no account: what other accounts ask of them is for the organization's policies to say.
  { name: /^\(administrator elsewhere\)$/, may: ['unguarded', 'other-model'] },
];

/** Ids of all questions are not known here: a rule that allows the rest is written as what it does not allow. */
function everythingBut(...ids: readonly string[]): readonly string[] {
  return ids.map((id) => `!${id}`);
}

export function isExpected(principal: string, question: string): boolean {
  const may = expectations.find(({ name }) => name.test(principal))?.may ?? [];
  if (may.some((id) => id.startsWith('!'))) return !may.includes(`!${question}`);
  return may.includes(question);
}

function exactly(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}
