import type { Weight } from './behaviour.ts';
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

/** Reasons that say more in what tools and documents bring, where nobody should speak to the model, and by how much. */
const factorsInData: ReadonlyMap<string, number> = new Map([
  ['order to an AI', 1.6],
  ['concealment', 1.35],
  ['exfiltration', 1.35],
  ['output hijack', 1.35],
  ['forged turn', 1.35],
]);
/** Personas and loose talk are ordinary prose there. */
const chatInData = 0.35;

/** How much a feature counts in what tools and documents bring. */
function factorInData({ reason, inData }: Feature): number {
  return inData ? (factorsInData.get(reason) ?? 1) : chatInData;
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
