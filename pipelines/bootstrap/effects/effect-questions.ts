/** What is asked of each actor before and after a plan: every action by which a model can be asked, and whatever the cases of our own policies are about. */
import { inferenceActions } from '../../../scp-policies/bypass-catalogue.ts';
import { organizationPolicies } from '../../../scp-policies/catalogue.ts';
import type { ControlCase, ControlPolicy, PolicyContext } from '../../../scp-policies/policy.ts';
import { type AccessRequest, identityOf } from '../../../shared/iam/access-request.ts';

/** A request without the one who makes it. */
export interface Question {
  readonly action: string;
  /** `{account}` stands for the account that is asked about. */
  readonly resource: string;
  readonly context: NonNullable<AccessRequest['context']>;
}

/** A request of somebody who has no place in the organization, or of a service: it is about what the hub keeps. */
export interface OutsideQuestion {
  readonly who: string;
  readonly request: AccessRequest;
}

/** Cases stand for families of actions by one that AWS does not have; whoever reads of an effect would look for it. */
const madeUp = /Anything/;

/** Each once. */
export function effectQuestions(context: PolicyContext): readonly Question[] {
  const asked = casesOf('SCP', context)
    .map(({ request }) => withoutAsker(request))
    .filter(({ action }) => !madeUp.test(action));
  const inference = inferenceActions().map((action) => ({ action, resource: '*', context: {} }));
  return uniqueQuestions([...inference, ...asked]);
}

/** What resource control policies are asked, by principals whom service control policies do not see. */
export function outsideQuestions(context: PolicyContext): readonly OutsideQuestion[] {
  return casesOf('RCP', context).map(({ name, request }) => ({
    who: name.slice(0, name.indexOf(':')),
    request: { ...request, context: { 'aws:RequestedRegion': context.hub.region, ...request.context } },
  }));
}

export function filledIn(text: string, account: string): string {
  return text.replaceAll('{account}', account);
}

function casesOf(type: ControlPolicy['type'], context: PolicyContext): readonly ControlCase[] {
  return organizationPolicies.flatMap((policy) => {
    if (policy.type !== type) return [];
    const { allow, deny } = policy.cases(context);
    return [...allow, ...deny];
  });
}

function withoutAsker({ principal, action, resource, context }: AccessRequest): Question {
  const account = identityOf(principal).account;
  const own = account === undefined ? resource : resource.replaceAll(`:${account}:`, ':{account}:');
  return { action, resource: own, context: context ?? {} };
}

/** Each once. */
export function uniqueQuestions(questions: readonly Question[]): readonly Question[] {
  return [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()];
}
