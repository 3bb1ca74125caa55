import type { Operation, Service } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { attachments } from './attachments.ts';
import { effectivePolicies } from './effective-policies.ts';
import { policies } from './policies.ts';
import { policyTypes } from './policy-types.ts';
import { serviceAccess } from './service-access.ts';
import { structure } from './structure.ts';

const groups = [structure, policyTypes, policies, attachments, serviceAccess, effectivePolicies];

/** AWS Organizations, as far as the bootstrap engine and its users go, for the management account. */
export const organizations: Service = {
  reads: inUse(Object.assign({}, ...groups.map(({ reads }) => reads))),
  writes: inUse(Object.assign({}, ...groups.map(({ writes }) => writes))),
};

function inUse(operations: Readonly<Record<string, Operation>>): Readonly<Record<string, Operation>> {
  const guarded = Object.entries(operations).map(([name, operation]): [string, Operation] => [
    name,
    (asked) => {
      if (!asked.world.inUse)
        throw new ServiceError('AWSOrganizationsNotInUseException', "Your account isn't a member of an organization.", {
          status: 404,
        });
      return operation(asked);
    },
  ]);
  return Object.fromEntries(guarded);
}
