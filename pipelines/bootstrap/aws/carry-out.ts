import type { Change } from '../change.ts';
import type { CarryOutTools } from './carry-out-tools.ts';
import { attachPolicy, detachPolicy } from './change-attachments.ts';
import { putGuardrailPolicy } from './change-guardrail-policy.ts';
import { createPolicy, deletePolicy, updatePolicy } from './change-policies.ts';
import { deployStackSet, withdrawStackSet } from './change-stack-instances.ts';
import { createStackSet, deleteStackSet, updateStackSet } from './change-stack-sets.ts';
import { enablePolicyType, enableTrustedAccess, registerDelegatedAdministrator } from './change-trust.ts';
import { createUnit, moveAccount } from './change-units.ts';

/**
 * Makes one change, whole, and returns when AWS shows it. Each maker can be asked again for what it made already, whether a run before it ended well or in the middle.
 * @throws RefusedCall and GatehouseFault (`organization_conflict`, `change_failed`).
 */
export function carryOut(tools: CarryOutTools, change: Change): Promise<void> {
  switch (change.kind) {
    case 'enable-trusted-access':
      return enableTrustedAccess(tools, change);
    case 'register-delegated-administrator':
      return registerDelegatedAdministrator(tools, change);
    case 'enable-policy-type':
      return enablePolicyType(tools, change);
    case 'create-unit':
      return createUnit(tools, change);
    case 'move-account':
      return moveAccount(tools, change);
    case 'put-guardrail-policy':
      return putGuardrailPolicy(tools, change);
    case 'create-policy':
      return createPolicy(tools, change);
    case 'update-policy':
      return updatePolicy(tools, change);
    case 'attach-policy':
      return attachPolicy(tools, change);
    case 'detach-policy':
      return detachPolicy(tools, change);
    case 'delete-policy':
      return deletePolicy(tools, change);
    case 'create-stack-set':
      return createStackSet(tools, change);
    case 'update-stack-set':
      return updateStackSet(tools, change);
    case 'deploy-stack-set':
      return deployStackSet(tools, change);
    case 'withdraw-stack-set':
      return withdrawStackSet(tools, change);
    case 'delete-stack-set':
      return deleteStackSet(tools, change);
  }
}
