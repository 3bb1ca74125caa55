import { type AccessRequest, identityOf, resourceAccountOf } from './access-request.ts';

/** Condition keys of a request, whatever their case; each with its values. */
export interface RequestContext {
  /** Undefined where the request does not have the key. An empty list is a key that is there without a value. */
  valuesOf(key: string): readonly string[] | undefined;
}

/**
 * The keys of the request, with those that AWS puts there itself for every request of such a principal. What the caller of this function gives wins, so that a case can say
 * otherwise. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(request: AccessRequest): RequestContext {
  const keys = new Map<string, readonly string[]>();
  const put = (key: string, value: string | readonly string[] | undefined): void => {
    if (value !== undefined) keys.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  };
  const identity = identityOf(request.principal);
  const calledByService = identity.kind === 'service';
  put('aws:PrincipalIsAWSService', String(calledByService));
  put('aws:PrincipalServiceName', calledByService ? request.principal.arn : undefined);
  const isPrincipal = identity.account !== undefined;
  put('aws:PrincipalArn', isPrincipal ? (identity.roleArn ?? request.principal.arn) : undefined);
  put('aws:FederatedProvider', identity.kind === 'identity-provider' ? request.principal.arn : undefined);
  put('aws:PrincipalAccount', identity.account);
  put('aws:PrincipalType', principalTypes[identity.kind]);
  put('aws:username', identity.kind === 'user' ? request.principal.arn.split('/').at(-1) : undefined);
  put('aws:ResourceAccount', resourceAccountOf(request));
  for (const [name, value] of Object.entries(request.principal.tags ?? {})) put(`aws:PrincipalTag/${name}`, value);
  for (const [key, value] of Object.entries(request.context ?? {})) put(key, value);
  return { valuesOf: (key) => keys.get(key.toLowerCase()) };
}

const principalTypes = {
  root: 'Account',
  user: 'User',
  'role-session': 'AssumedRole',
  'federated-session': 'FederatedUser',
  'identity-provider': undefined,
  service: undefined,
  anonymous: 'Anonymous',
} as const;
