import { kindOf } from '../policy-kinds.ts';
import type { World, WorldPolicy } from '../world.ts';

export function entityArn(world: World, kind: 'root' | 'ou' | 'account' | 'organization', id: string): string {
  const start = `arn:${world.partition}:organizations::${world.managementAccountId}:`;
  return kind === 'organization' ? `${start}organization/${id}` : `${start}${kind}/${world.organizationId}/${id}`;
}

export function policyArn(world: World, { awsManaged, type, id }: WorldPolicy): string {
  const kind = kindOf(type).apiName.toLowerCase();
  return awsManaged
    ? `arn:${world.partition}:organizations::aws:policy/${kind}/${id}`
    : `arn:${world.partition}:organizations::${world.managementAccountId}:policy/${world.organizationId}/${kind}/${id}`;
}
