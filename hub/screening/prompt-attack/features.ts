import type { Weight } from './behaviour.ts';
import { behaviours } from './behaviours.ts';
import { disguises } from './disguises.ts';
import { structures } from './structures.ts';

/** One thing that a text does or does not do: a behaviour, a structure, or the disguise that it was read through. */
export interface Feature {
  readonly name: string;
  readonly reason: string;
  readonly weight: Weight;
  readonly inData: boolean;
}

function listFeatures(): Feature[] {
  const byName = new Map<string, Feature>();
  for (const { name, reason, weight, inData } of [...behaviours, ...structures]) {
    if (!byName.has(name)) byName.set(name, { name, reason, weight, inData: inData !== false });
  }
  for (const [name, weight] of Object.entries(disguises))
    byName.set(name, { name, reason: 'smuggling', weight, inData: true });
  return [...byName.values()];
}

/** All features, in the order of a vector. */
export const features: readonly Feature[] = listFeatures();

const places = new Map(features.map(({ name }, place) => [name, place]));

export function featurePlace(name: string): number {
  const place = places.get(name);
  if (place === undefined) throw new TypeError(`No such feature: ${name}`);
  return place;
}

/** A vector of 0 and 1, one for each of `features`. */
export type Observation = Uint8Array;

export function newObservation(): Observation {
  return new Uint8Array(features.length);
}
