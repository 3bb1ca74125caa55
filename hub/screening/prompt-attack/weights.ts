import { features } from './features.ts';
import { type Model, priorModel } from './model.ts';
import stored from './weights.json' with { type: 'json' };

const fitted: ReadonlyMap<string, number> = new Map(Object.entries(stored.weights));

/** The weights that `pipelines/training/train-prompt-attack.ts` fitted. A feature that came after the last fit has the weight that it was given by hand. */
export const fittedModel: Model = {
  bias: stored.bias,
  weights: features.map(({ name }, place) => fitted.get(name) ?? (priorModel.weights[place] as number)),
};
