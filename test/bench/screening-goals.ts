/** A figure that screening is held to. */
export interface ScreeningGoal {
  readonly text: string;
  readonly bound: 'at least' | 'at most';
  readonly limit: number;
  readonly unit: 'MB/s' | '×' | 'ms';
  readonly value: number;
  readonly met: boolean;
}

export interface HostileFigure {
  readonly name: string;
  /** Whether it is a short repeat, or drawn so that nothing comes again. */
  readonly repeats: boolean;
  readonly ratio: number;
  readonly growth: number;
}

export interface ScreeningFigures {
  readonly speeds: readonly { readonly name: string; readonly megabytesPerSecond: number; readonly held: boolean }[];
  readonly hostile: readonly HostileFigure[];
  /** Bytes allocated for a byte of text. */
  readonly allocation: readonly { readonly megabytes: number; readonly perByte: number }[];
  readonly firstUseMs: number;
}

/** Every goal with the worst figure that it is held against. */
export function judgeScreening({
  speeds,
  hostile,
  allocation,
  firstUseMs,
}: ScreeningFigures): readonly ScreeningGoal[] {
  const held = speeds.filter((speed) => speed.held).map((speed) => speed.megabytesPerSecond);
  const [first, last] = [allocation.at(0)?.perByte ?? 0, allocation.at(-1)?.perByte ?? 0];
  return [
    goal('ordinary English, one core', 'at least', 20, 'MB/s', Math.min(...held)),
    goal('worst of the hostile repeats, to ordinary English', 'at most', 3, '×', worstRatio(hostile, true)),
    // Nobody can learn from one candidate of such a text about the next.
    goal('worst hostile text that does not repeat, to ordinary English', 'at most', 8, '×', worstRatio(hostile, false)),
    goal(
      'worst growth with length (1 MB to ¼ MB, a byte)',
      'at most',
      2,
      '×',
      Math.max(...hostile.map(({ growth }) => growth)),
    ),
    goal('allocation for a byte, 16 MB to 1 MB', 'at most', 1.5, '×', first === 0 ? 0 : last / first),
    goal('first use after load', 'at most', 15, 'ms', firstUseMs),
  ];
}

function worstRatio(hostile: readonly HostileFigure[], repeats: boolean): number {
  return Math.max(...hostile.filter((one) => one.repeats === repeats).map(({ ratio }) => ratio));
}

function goal(
  text: string,
  bound: ScreeningGoal['bound'],
  limit: number,
  unit: ScreeningGoal['unit'],
  value: number,
): ScreeningGoal {
  return { text, bound, limit, unit, value, met: bound === 'at least' ? value >= limit : value <= limit };
}
