import type { SealedCall } from '../../../hub/audit/last-sealed.ts';
import type { StackInstance } from '../snapshot.ts';
import type { PolicyStanding } from './account-policies.ts';
import type { EffectiveStatus } from './effective-policies.ts';

export interface StackStatus extends Pick<StackInstance, 'region' | 'status' | 'detailedStatus' | 'drift'> {
  readonly stackSet: string;
}

export interface AccountStatus {
  readonly id: string;
  readonly name: string;
  /** Of Organizations: ACTIVE, SUSPENDED, … */
  readonly state: string;
  /** Path of names of the unit that it is in. */
  readonly unit: string;
  /** As which it is governed; null: not at all. */
  readonly governed: 'spokes' | 'hub' | null;
  /** Names of applications that governance.yaml has there. */
  readonly applications: readonly string[];
  readonly quarantined: boolean;
  readonly policies: PolicyStanding;
  readonly stacks: readonly StackStatus[];
  /** StackSets that should be there, or should be there in another version. */
  readonly stacksToCome: readonly string[];
  /** What is in force after inheritance; empty where nobody asked. */
  readonly effective: readonly EffectiveStatus[];
  /** Its newest call that is sealed into a log; null where there is none, undefined where nobody looked. */
  readonly lastSealed?: SealedCall | null;
  /** Whether nothing is to be done about it. */
  readonly inOrder: boolean;
}
