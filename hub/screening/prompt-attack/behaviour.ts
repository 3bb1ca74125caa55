import type { Concept } from './concepts.ts';

/** How much a behaviour says by itself, before any fitting: `strong` is an attack alone, `medium` with one more sign, `light` with several, `none` in no case; an `excuse` speaks against one. */
export type Weight = 'strong' | 'medium' | 'light' | 'none' | 'excuse';

/** What an attack does, as concepts that stand close together. */
export interface Behaviour {
  readonly name: string;
  /** In fixed words, for the record. */
  readonly reason: string;
  readonly weight: Weight;
  /** One after the other; each step is met by any of its concepts. */
  readonly steps: readonly (readonly Concept[])[];
  /** How many places (words, roughly) lie between two steps at most. */
  readonly gap: number;
  /** Whether it counts in what tools and documents bring. Personas and loose talk are ordinary prose there. */
  readonly inData?: false;
}

export type Step = Concept | readonly Concept[];

export function behaviour(name: string, reason: string, weight: Weight, gap: number, ...steps: Step[]): Behaviour {
  return { name, reason, weight, gap, steps: steps.map((step) => (typeof step === 'string' ? [step] : step)) };
}

/** One that counts in a conversation, and little in data. */
export function chat(name: string, reason: string, weight: Weight, gap: number, ...steps: Step[]): Behaviour {
  return { ...behaviour(name, reason, weight, gap, ...steps), inData: false };
}
