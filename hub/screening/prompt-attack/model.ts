import type { Weight } from './behaviours.ts';
import { type Feature, features, type Observation } from './features.ts';

/** A logistic model over features: the chance that a text which does these things is an attack. */
export interface Model {
  readonly bias: number;
  /** One for each of `features`, in their order; in log-odds. */
  readonly weights: readonly number[];
}

/** Before any fitting: a strong behaviour crosses 0.5 alone, a medium one with another or with two light ones, light ones when there are four. */
const priorOf: Readonly<Record<Weight, number>> = { strong: 3.2, medium: 1.5, light: 0.65, none: 0, excuse: -0.7 };

export const priorModel: Model = {
  bias: -2.5,
  weights: features.map(({ weight }) => priorOf[weight]),
};

/** Reasons that say more in what tools and documents bring, where nobody should speak to the model. */
const tellingInData: ReadonlySet<string> = new Set(['order to an AI', 'concealment', 'exfiltration', 'output hijack', 'forged turn']);

/** How much a feature counts in what tools and documents bring. */
function factorInData({ reason, inData }: Feature): number {
  if (!inData) return 0.35;
  return tellingInData.has(reason) ? 1.35 : 1;
}

const dataFactors = features.map(factorInData);

/** Between 0 and 1. */
export function chance(model: Model, observation: Observation, inData: boolean): number {
  let sum = model.bias;
  for (let i = 0; i < observation.length; i += 1) {
    if (observation[i] === 1) sum += (model.weights[i] as number) * (inData ? (dataFactors[i] as number) : 1);
  }
  return 1 / (1 + Math.exp(-sum));
}
