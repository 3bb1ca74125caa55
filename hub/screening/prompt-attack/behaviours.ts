import type { Behaviour } from './behaviour.ts';
import { dataBehaviours } from './behaviours-data.ts';
import { instructionBehaviours } from './behaviours-instructions.ts';
import { roleBehaviours } from './behaviours-roles.ts';

/** Several behaviours may share a name: they are ways of doing the same, and count once. */
export const behaviours: readonly Behaviour[] = [...instructionBehaviours, ...roleBehaviours, ...dataBehaviours];
