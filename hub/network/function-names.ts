import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { HubFunction } from './hub-principals.ts';

/** Points to the version that serves. An invocation of the bare function would go around provisioned concurrency. */
export const liveAlias = 'live';

/** The same as that of the role in which it runs. */
export function functionName(name: HubFunction): string {
  return `gatehouse-${name}`;
}

/** Written out, so that policies and other stacks can name a function before it exists. */
export function functionArn(name: HubFunction, { partition, region, accountId }: HubPolicy): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName(name)}`;
}

/** How functions and APIs invoke it. */
export function liveFunctionArn(name: HubFunction, hub: HubPolicy): string {
  return `${functionArn(name, hub)}:${liveAlias}`;
}
