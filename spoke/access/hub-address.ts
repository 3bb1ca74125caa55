import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { applicationRoleName, callerRoleName } from '../../shared/names/role-names.ts';

/** What workloads are told about the hub: value of the parameter `hubParameter`, as JSON. */
export interface HubAddress {
  /** Origins of the edges that exist. CloudFront has the name of the regional edge. */
  readonly endpoints: { readonly public?: string; readonly private?: string };
  readonly region: string;
  /** What requests are signed for (SigV4). */
  readonly signingName: 'execute-api';
}

/** What an application's workloads are told: value of the parameter `applicationParameter(application)`, as JSON. */
export interface ApplicationAddress {
  readonly application: string;
  /** Base of all paths of the application; null while the hub has no edge. */
  readonly endpoint: string | null;
  /** ARN of the role of the hub that is assumed to call it; its sessions are named as the application is. */
  readonly roleArn: string;
  /** ARN of the role that was made for the workloads; null: they bring their own. */
  readonly callerRoleArn: string | null;
  readonly region: string;
}

export function hubAddress({ hub }: PolicyBundle): HubAddress {
  const { regional = null, private: inVpcs = null } = hub.edge ?? {};
  return {
    endpoints: {
      ...(regional === null ? {} : { public: `https://${regional.domainName}` }),
      ...(inVpcs === null ? {} : { private: `https://${inVpcs.domainName}` }),
    },
    region: hub.region,
    signingName: 'execute-api',
  };
}

/** The private edge is for accounts that have an endpoint to it, and for all where there is no other. */
export function applicationAddress(bundle: PolicyBundle, name: string): ApplicationAddress | undefined {
  const application = Object.hasOwn(bundle.applications, name) ? bundle.applications[name] : undefined;
  if (application === undefined) return undefined;
  const { hub, organization } = bundle;
  const { accountId, workloads } = application;
  const edges = hubAddress(bundle).endpoints;
  const isInside = Object.hasOwn(organization.spokes?.endpoints ?? {}, accountId);
  const origin = (isInside ? edges.private : edges.public) ?? edges.private;
  const role = (account: string, roleName: string) => `arn:${hub.partition}:iam::${account}:role/${roleName}`;
  return {
    application: name,
    endpoint: origin === undefined ? null : `${origin}/apps/${name}`,
    roleArn: role(hub.accountId, callerRoleName(name)),
    callerRoleArn: workloads === null ? null : role(accountId, applicationRoleName(name)),
    region: hub.region,
  };
}
