export interface PlanFigures {
  readonly scene: string;
  readonly changes: number;
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** The most memory that the process held. */
  readonly megabytes: number;
  readonly met: boolean;
}

export function formatPlanScale(figures: readonly PlanFigures[]): string {
  const rows = figures.map(({ scene, changes, seconds, megabytes, met }) => {
    const columns = [scene.padEnd(18), `${changes} changes`.padStart(15), `${seconds.toFixed(1)} s`.padStart(8)];
    return `  ${columns.join('')}${`${megabytes.toFixed(0)} MB`.padStart(9)}  ${met ? 'met' : 'NOT MET'}`;
  });
  return ['  5,000 accounts in 300 units: at most 10 s and 500 MB', ...rows].join('\n');
}
