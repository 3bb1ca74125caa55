/** What is asked, by whom, of which resource: the input of an authorization. */

/** Who asks. ARNs as IAM writes them; the form of `arn` says what kind of principal it is. */
export interface Principal {
  /** `arn:aws:sts::111122223333:assumed-role/app/session`, `arn:aws:iam::111122223333:user/x`, `…:root`, a service such as `lambda.amazonaws.com`, or a provider of web or SAML identities. */
  readonly arn: string;
  /** The role behind an assumed-role session, where its path matters: `arn:aws:iam::111122223333:role/path/app`. Default: told from `arn`, without a path. */
  readonly roleArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface AccessRequest {
  readonly principal: Principal;
  /** Such as `bedrock:InvokeModel`. */
  readonly action: string;
  /** ARN of the resource, or `*` where the action takes none. */
  readonly resource: string;
  /** Account that owns the resource. Default: the account in the ARN; where that has none (S3, foundation models), the principal's own. */
  readonly resourceAccount?: string;
  /** Condition keys of the request; what follows from the principal and the resource need not be given. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export type PrincipalKind =
  | 'root'
  | 'user'
  | 'role-session'
  | 'federated-session'
  /** Somebody whom an OpenID Connect or SAML provider vouches for, and who is not yet a principal of AWS. */
  | 'identity-provider'
  | 'service'
  | 'anonymous';

/** What the form of a principal's ARN says. */
export interface PrincipalIdentity {
  readonly kind: PrincipalKind;
  /** Undefined for services, providers' identities and nobody. */
  readonly account: string | undefined;
  readonly partition: string;
  /** The role of a session. */
  readonly roleArn?: string;
  readonly sessionName?: string;
  /** Roles that services own: organization policies do not bind them. */
  readonly serviceLinked: boolean;
}

const providerForm = /^arn:([^:]+):iam::\d{12}:(?:oidc|saml)-provider\/.+$/;
const arnForm = /^arn:([^:]+):(iam|sts)::(\d{12}):(root|user|assumed-role|role|federated-user)(?:\/(.*))?$/;

export function identityOf(principal: Principal): PrincipalIdentity {
  const { arn } = principal;
  const parts = arnForm.exec(arn);
  if (parts === null) {
    const provider = providerForm.exec(arn);
    const kind = provider !== null ? 'identity-provider' : arn === '*' || arn === '' ? 'anonymous' : 'service';
    return { kind, account: undefined, partition: provider?.[1] ?? 'aws', serviceLinked: false };
  }
  const [, partition = 'aws', , account = '', type = '', name = ''] = parts;
  const known = { account, partition, serviceLinked: false };
  if (type === 'root') return { ...known, kind: 'root' };
  if (type === 'user') return { ...known, kind: 'user' };
  if (type === 'federated-user') return { ...known, kind: 'federated-session' };
  const [roleName = '', sessionName = ''] = type === 'role' ? [name, ''] : name.split('/');
  const roleArn = principal.roleArn ?? `arn:${partition}:iam::${account}:role/${roleName}`;
  const serviceLinked = /:role\/aws-service-role\//.test(roleArn);
  return { ...known, kind: 'role-session', roleArn, sessionName, serviceLinked };
}

/** The account that owns the resource. */
export function resourceAccountOf(request: AccessRequest): string | undefined {
  if (request.resourceAccount !== undefined) return request.resourceAccount;
  const account = request.resource.split(':')[4];
  if (account !== undefined && /^\d{12}$/.test(account)) return account;
  return identityOf(request.principal).account;
}
