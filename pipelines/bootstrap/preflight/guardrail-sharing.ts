import { authorize } from '../../../shared/iam/authorize.ts';
import { type PolicyDocument, parsePolicy } from '../../../shared/iam/policy-document.ts';
import { requestKeys } from '../effects/request-keys.ts';
import type { AccountGroup, PreflightScene } from './preflight-scene.ts';

/** What Bedrock asks of the guardrail in the name of whoever calls a model. */
const applying = ['bedrock:ApplyGuardrail', 'bedrock:GetGuardrail'];
const everything = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/** Whether a guardrail's resource policy lets the accounts of a group apply it, where they themselves let everything through. */
export function mayApply(
  policy: string | null,
  arn: string,
  { accounts, chain }: AccountGroup,
  { bundle }: PreflightScene,
): boolean {
  const document = policy === null ? undefined : parsed(policy);
  if (document === undefined) return false;
  const principal = { arn: `arn:${bundle.hub.partition}:sts::${accounts[0].id}:assumed-role/app/session` };
  const set = {
    identity: [{ name: 'identity', document: everything }],
    resource: [{ name: 'guardrail', document }],
  };
  return applying.every((action) => {
    return authorize({ principal, action, resource: arn, context: requestKeys(action, bundle, chain) }, set).allowed;
  });
}

/** A policy that is none allows nothing. */
function parsed(text: string): PolicyDocument | undefined {
  try {
    return parsePolicy(text, 'guardrail');
  } catch {
    return undefined;
  }
}
