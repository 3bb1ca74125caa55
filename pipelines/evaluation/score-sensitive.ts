import type { SensitiveRow } from './data-row.ts';
import type { Judged } from './judge-rows.ts';
import { matchSpans } from './match-spans.ts';
import { grouped } from './rate.ts';
import { type FullTextScore, scoreFullTexts } from './score-full-texts.ts';
import { type RecognizerScore, scoreRecognizerCases } from './score-recognizer-cases.ts';

export interface SensitiveScore {
  readonly fullTexts?: FullTextScore;
  readonly recognizerCases?: RecognizerScore;
  /** Labelled types that nothing looks for, with how many spans (or scoped rows) they have; they count nowhere. */
  readonly notClaimed: readonly { readonly type: string; readonly count: number }[];
}

/** Scores rows with marked spans: those on which every type is labelled, and those on which only the types in `scope` are. */
export function scoreSensitive(
  rows: readonly Judged<SensitiveRow>[],
  claimed: ReadonlySet<string>,
  nameOf: (type: string) => string,
): SensitiveScore {
  const isFull = ({ row }: Judged<SensitiveRow>) => row.scope.length === 0 || row.scope.includes('ALL');
  const full = rows.filter(isFull);
  const scoped = rows.filter((judged) => !isFull(judged));
  return {
    ...(full.length === 0 ? {} : { fullTexts: fullTextsOf(full, claimed, nameOf) }),
    ...(scoped.length === 0
      ? {}
      : {
          recognizerCases: scoreRecognizerCases(
            scoped,
            scoped.flatMap((judged) => matchSpans(judged, nameOf).labelled),
            claimed,
            nameOf,
          ),
        }),
    notClaimed: notClaimedIn(rows, claimed, nameOf),
  };
}

function fullTextsOf(
  rows: readonly Judged<SensitiveRow>[],
  claimed: ReadonlySet<string>,
  nameOf: (type: string) => string,
): FullTextScore {
  const matched = rows.map((judged) => matchSpans(judged, nameOf));
  return scoreFullTexts(
    rows.length,
    matched.flatMap(({ labelled }) => labelled),
    matched.flatMap(({ reported }) => reported),
    claimed,
  );
}

function notClaimedIn(
  rows: readonly Judged<SensitiveRow>[],
  claimed: ReadonlySet<string>,
  nameOf: (type: string) => string,
): SensitiveScore['notClaimed'] {
  const types = rows.flatMap(({ row }) => {
    const named = row.spans.map(({ type }) => nameOf(type));
    return named.length > 0 ? named : row.scope.filter((type) => type !== 'ALL').map(nameOf);
  });
  const unclaimed = types.filter((type) => !claimed.has(type));
  return [...grouped(unclaimed, (type) => type)].map(([type, all]) => ({ type, count: all.length }));
}
