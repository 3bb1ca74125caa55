import type { ReplayedRequest, ReplayOutcome } from './replay.ts';

export type OutcomeCounts = Record<ReplayOutcome['kind'], number>;

export function countOutcomes(replayed: readonly ReplayedRequest[]): OutcomeCounts {
  const counts: OutcomeCounts = { accepted: 0, refused: 0, altered: 0 };
  for (const { outcome } of replayed) counts[outcome.kind]++;
  return counts;
}

/** Nothing altered, and every refusal explained by a documented limit. */
export function conforms(replayed: readonly ReplayedRequest[]): boolean {
  return replayed.every(
    ({ outcome }) => outcome.kind === 'accepted' || (outcome.kind === 'refused' && outcome.documented),
  );
}

/** For people, but for its last line: `accepted N, refused N, altered N`. */
export function renderReport(replayed: readonly ReplayedRequest[]): string {
  const { accepted, refused, altered } = countOutcomes(replayed);
  return [
    ...replayed.flatMap(exceptionLine),
    '',
    ...table('API', replayed, ({ api }) => [api]),
    '',
    ...table('feature', replayed, ({ features }) => (features.length === 0 ? ['(none)'] : features)),
    '',
    `accepted ${accepted}, refused ${refused}, altered ${altered}`,
  ].join('\n');
}

function exceptionLine({ file, outcome }: ReplayedRequest): readonly string[] {
  if (outcome.kind === 'refused') return [`refused ${file}: ${outcome.code}: ${outcome.why}`];
  return outcome.kind === 'altered' ? [`altered ${file}: ${outcome.places.join(', ')}`] : [];
}

/** A request counts once in each group that it belongs to. */
function table(
  title: string,
  replayed: readonly ReplayedRequest[],
  groupsOf: (one: ReplayedRequest) => readonly string[],
): readonly string[] {
  const groups = new Map<string, ReplayedRequest[]>();
  for (const one of replayed) {
    for (const group of groupsOf(one)) groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const width = Math.max(title.length, ...[...groups.keys()].map((name) => name.length));
  const row = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(10)).join('')}`;
  const rows = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, members]) => {
      const { accepted, refused, altered } = countOutcomes(members);
      return row(name, [accepted, refused, altered]);
    });
  return [row(title, ['accepted', 'refused', 'altered']), ...rows];
}
