export interface SynthFigures {
  readonly applications: number;
  readonly accounts: number;
  /** From reading the file to the last template. */
  readonly seconds: number;
  /** The most memory that the process held. */
  readonly megabytes: number;
  readonly stacks: number;
  /** Of the stack that has most. */
  readonly mostResources: number;
  readonly mostBytes: number;
  /** Stacks that differ where one application differs. */
  readonly changed: readonly string[];
}

export interface SynthGoal {
  readonly text: string;
  readonly limit: string;
  readonly value: string;
  readonly met: boolean;
}

export function judgeSynth(figures: readonly SynthFigures[]): readonly SynthGoal[] {
  const most = (of: (each: SynthFigures) => number) => Math.max(0, ...figures.map(of));
  const largest = figures.at(-1);
  const { seconds = 0, megabytes = 0 } = largest ?? {};
  const resources = most(({ mostResources }) => mostResources);
  const bytes = most(({ mostBytes }) => mostBytes);
  const changed = figures.map((each) => each.changed.join(', ') || 'none');
  return [
    goal('time of the largest', 'at most 30 s', `${seconds.toFixed(1)} s`, seconds <= 30),
    goal('memory of the largest', 'at most 1000 MB', `${megabytes.toFixed(0)} MB`, megabytes <= 1000),
    goal('resources of a stack', 'at most 450', String(resources), resources <= 450),
    goal('template of a stack', 'at most 900 KB', `${(bytes / 1000).toFixed(0)} KB`, bytes <= 900_000),
    goal('changed by one application', 'its shard alone', changed.join(' | '), figures.every(isOneShard)),
  ];
}

function isOneShard({ changed: [first = '', ...others] }: SynthFigures): boolean {
  return others.length === 0 && first.startsWith('GatehouseAccess');
}

function goal(text: string, limit: string, value: string, met: boolean): SynthGoal {
  return { text, limit, value, met };
}
