import type { Service } from '../service.ts';
import { organizationsAccess } from './organizations-access.ts';
import { stackInstances } from './stack-instances.ts';
import { stackSetOperations } from './stack-set-operations.ts';
import { stackSets } from './stack-sets.ts';

const groups = [organizationsAccess, stackSets, stackInstances, stackSetOperations];

/** StackSets with permissions managed by the service, for the management account. Operations of one StackSet come one after the other; AWS runs some side by side. */
export const cloudFormation: Service = {
  reads: Object.assign({}, ...groups.map(({ reads }) => reads)),
  writes: Object.assign({}, ...groups.map(({ writes }) => writes)),
};
