import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { type PolicyJson, policyOf } from './policy-json.ts';

/** One of the hub's APIs, as a caller's policy must name it. */
export interface HubApi {
  readonly apiId: string;
  readonly stage: string;
}

/** What callers send: a call, or a question about a job of theirs. */
const methods = ['GET', 'POST'] as const;

/**
 * What a caller role may do: call the hub's APIs on the paths of its application, and nothing else. Stage and method are written out, because `*` in an ARN does not stop at a slash: with
 * a wildcard before it, `/apps/claims/` would also be found in the middle of another application's path. Undefined where there is no API yet.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function callerAccess(application: string, hub: HubPolicy, apis: readonly HubApi[]): PolicyJson | undefined {
  const prefix = `arn:${hub.partition}:execute-api:${hub.region}:${hub.accountId}`;
  const paths = apis.flatMap(({ apiId, stage }) =>
    methods.map((method) => `${prefix}:${apiId}/${stage}/${method}/apps/${application}/*`),
  );
  if (paths.length === 0) return undefined;
  return policyOf([{ Sid: 'CallAsItself', Effect: 'Allow', Action: ['execute-api:Invoke'], Resource: paths }]);
}
