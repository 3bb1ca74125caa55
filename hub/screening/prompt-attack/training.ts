import { evidenceIn } from './evidence.ts';
import { features, type Observation } from './features.ts';
import { chance, type Model, priorModel } from './model.ts';

/** A labelled text. */
export interface Example {
  readonly text: string;
  readonly attack: boolean;
}

/** An example as the model sees it. */
export interface SeenExample {
  readonly attack: boolean;
  readonly evidence: readonly Observation[];
}

export interface TrainingSettings {
  /** How strongly weights are held to what they were before: small data moves them little. */
  readonly restraint: number;
  /** What one benign example counts for: a false alarm costs more than a miss. */
  readonly benignWeight: number;
  readonly rounds: number;
  readonly step: number;
}

export const trainingSettings: TrainingSettings = { restraint: 8, benignWeight: 3, rounds: 200, step: 0.02 };

/** Reads an example once, for any number of fits. An attack in which no behaviour is seen (it may be one by its context alone) teaches nothing and is left out. */
export function seeExamples(examples: readonly Example[]): SeenExample[] {
  return examples
    .map(({ text, attack }) => ({ attack, evidence: evidenceIn(text) }))
    .filter(({ attack, evidence }) => evidence.length > 0 || !attack);
}

/**
 * Fits the weights: logistic regression on the most telling observation of each text, held to `priorModel` by a Gaussian (maximum a posteriori). The bias stays, so
 * that a text that does nothing scores the same whatever it was fitted on, and so do signs: a behaviour never speaks for innocence.
 */
export function fitModel(examples: readonly SeenExample[], settings: TrainingSettings = trainingSettings): Model {
  let model = priorModel;
  for (let round = 0; round < settings.rounds; round += 1) model = improved(model, examples, settings);
  return model;
}

function improved(model: Model, examples: readonly SeenExample[], settings: TrainingSettings): Model {
  const gradient = model.weights.map((weight, i) => settings.restraint * (weight - (priorModel.weights[i] as number)));
  for (const { attack, evidence } of examples) {
    const telling = mostTelling(model, evidence);
    if (telling === undefined) continue;
    const error = (telling.score - (attack ? 1 : 0)) * (attack ? 1 : settings.benignWeight);
    addScaled(gradient, telling.observation, error);
  }
  return {
    bias: model.bias,
    weights: model.weights.map((weight, i) => signed(weight - settings.step * (gradient[i] as number), i)),
  };
}

function mostTelling(
  model: Model,
  evidence: readonly Observation[],
): { observation: Observation; score: number } | undefined {
  let telling: { observation: Observation; score: number } | undefined;
  for (const observation of evidence) {
    const score = chance(model, observation, false);
    if (telling === undefined || score > telling.score) telling = { observation, score };
  }
  return telling;
}

function addScaled(gradient: number[], observation: Observation, scale: number): void {
  for (let i = 0; i < observation.length; i += 1) {
    if (observation[i] === 1) gradient[i] = (gradient[i] as number) + scale;
  }
}

function signed(weight: number, place: number): number {
  return features[place]?.weight === 'excuse' ? Math.min(0, weight) : Math.max(0, weight);
}
