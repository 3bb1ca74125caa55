import type { ControlCase, ControlPolicy } from '../../scp-policies/policy.ts';
import { authorize, type Decision } from '../../shared/iam/authorize.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { StatementJson } from '../../shared/iam/policy-json.ts';

const named = (name: string, Statement: readonly object[]) => ({
  name,
  document: parsePolicy({ Version: '2012-10-17', Statement }, name),
});
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const toEverybody = { ...everything, Principal: '*' };

/** What statements of one type make of a request that all other policies would let through. */
function decideUnder(
  type: ControlPolicy['type'],
  statements: readonly StatementJson[],
  { request }: ControlCase,
): Decision {
  const open = { identity: [named('everything', [everything])], resource: [named('open', [toEverybody])] };
  if (type === 'SCP')
    return authorize(request, {
      ...open,
      serviceControl: [[named('FullAWSAccess', [everything]), named('SCP', statements)]],
    });
  return authorize(request, {
    ...open,
    resourceControl: [[named('RCPFullAWSAccess', [toEverybody]), named('RCP', statements)]],
  });
}

/** In words that two decisions share exactly if they are the same in what a case says. */
export function outcome(type: ControlPolicy['type'], statements: readonly StatementJson[], each: ControlCase): string {
  const { allowed, statement } = decideUnder(type, statements, each);
  return allowed ? 'allowed' : `denied by ${statement?.sid}`;
}
