/** The truth table of the hub: every role against everything that matters, and for each answer the statement that decided. */
import type { AccessRequest } from '../../shared/iam/access-request.ts';
import { authorize, type Decision, type PolicySet } from '../../shared/iam/authorize.ts';
import { applicablePolicies } from './applicable-policies.ts';
import { isExpected } from './expected-access.ts';
import { favourableContexts } from './favourable-context.ts';
import type { HubScene } from './hub-scene.ts';
import { type TablePrincipal, tablePrincipals } from './table-principals.ts';
import { type Ask, type Question, tableQuestions } from './table-questions.ts';

/**
 * `allow`: always, over TLS. `if`: where the conditions of its policies hold. `deny`: never. `locked`: policies would let it, and Amazon S3 refuses it while the object is locked. `none`: there
 * is nothing of the kind yet.
 */
export type Answer = 'allow' | 'if' | 'locked' | 'deny' | 'none';

export interface TableCell {
  readonly question: string;
  readonly answer: Answer;
  /** Whether the answer is what `expected-access.ts` lets it be. */
  readonly expected: boolean;
  /** The request that decided, and how: of several the most generous one. Absent where there was none. */
  readonly decided?: { readonly action: string; readonly resource: string; readonly decision: Decision };
}

export interface TableRow {
  readonly principal: string;
  /** Whether the templates make it; otherwise a stand-in with every permission that an identity policy can give. */
  readonly synthesized: boolean;
  readonly cells: readonly TableCell[];
}

export function policyTable(scene: HubScene): readonly TableRow[] {
  return tablePrincipals(scene).map((principal) => ({
    principal: principal.name,
    synthesized: principal.synthesized,
    cells: tableQuestions.map((question) => cellOf(scene, principal, question)),
  }));
}

const generosity: readonly Answer[] = ['none', 'deny', 'locked', 'if', 'allow'];

function cellOf(scene: HubScene, principal: TablePrincipal, question: Question): TableCell {
  let most: { answer: Answer; ask: Ask; decision: Decision } | undefined;
  for (const ask of question.requests(scene, principal.application)) {
    const { answer: byPolicy, decision } = answerTo(scene, principal, ask);
    const answer = question.retention === true && scene.retentionIsFixed && decision.allowed ? 'locked' : byPolicy;
    if (most === undefined || generosity.indexOf(answer) > generosity.indexOf(most.answer))
      most = { answer, ask, decision };
    if (answer === 'allow') break;
  }
  if (most === undefined) return { question: question.id, answer: 'none', expected: true };
  const { answer, decision, ask } = most;
  const given = answer === 'allow' || answer === 'if';
  return {
    question: question.id,
    answer,
    expected: !given || isExpected(principal.name, question.id),
    decided: { action: ask.action, resource: ask.resource, decision },
  };
}

export function answerTo(scene: HubScene, who: TablePrincipal, ask: Ask): { answer: Answer; decision: Decision } {
  const organization = who.foreign === true ? 'o-elsewhere00' : scene.bundle.organization.id;
  const request: AccessRequest = {
    principal: who.principal,
    action: ask.action,
    resource: ask.resource,
    // ARNs of buckets do not tell whose they are.
    ...(/^arn:[^:]+:s3:::/.test(ask.resource) ? { resourceAccount: scene.bundle.hub.accountId } : {}),
    context: {
      'aws:PrincipalOrgID': organization,
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.3',
      ...who.context,
      ...ask.context,
    },
  };
  const policies = policiesAround(request, scene, who);
  const decision = authorize(request, policies);
  if (decision.allowed) return { answer: 'allow', decision };
  for (const context of favourableContexts(request, policies)) {
    const kept = Object.entries(context).filter(([key]) => !isWithout(ask, key));
    const favoured = authorize({ ...request, context: Object.fromEntries(kept) }, policies);
    if (favoured.allowed) return { answer: 'if', decision: favoured };
  }
  return { answer: 'deny', decision };
}

/** Without the endpoints' policies: nobody is obliged to come through an endpoint, so the table says what holds on any way. */
function policiesAround(request: AccessRequest, { policies }: HubScene, { identity }: TablePrincipal): PolicySet {
  const { endpoint: _, ...around } = applicablePolicies(request, policies);
  return identity === undefined ? around : { ...around, identity };
}

function isWithout({ without }: Ask, key: string): boolean {
  return without?.some((each) => each.toLowerCase() === key.toLowerCase()) === true;
}
