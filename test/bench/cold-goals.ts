import type { ColdStarts } from './cold-measure.ts';

/** Over an empty process of Node, and of what is loaded until the first call. */
const mostMs = 70;
const mostKilobytes = 600;

export interface ColdGoal {
  readonly name: string;
  /** Milliseconds over an empty process. */
  readonly addedMs: number;
  readonly kilobytes: number;
  readonly timeMet: boolean;
  readonly sizeMet: boolean;
}

export function judgeCold({ empty, functions }: ColdStarts): readonly ColdGoal[] {
  return functions.map(({ name, wallMs, bytes }) => {
    const addedMs = wallMs - empty.wallMs;
    const kilobytes = bytes / 1000;
    return { name, addedMs, kilobytes, timeMet: addedMs <= mostMs, sizeMet: kilobytes <= mostKilobytes };
  });
}

export const coldLimits = { mostMs, mostKilobytes } as const;
