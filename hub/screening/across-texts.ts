import { type Detector, findAll } from './detector.ts';
import { fold } from './folding.ts';
import type { Finding } from './parts.ts';
import { judgePromptAttack } from './prompt-attack/judge.ts';
import type { Rule } from './rule.ts';
import { FindingTally } from './tally.ts';
import type { ScreeningPlan } from './text-screening.ts';

/** How far from a cut anything may stand that goes through it, in UTF-16 units: the middle of a long text was judged with the text itself. */
const reach = 4000;

/** An attack in texts that are read one after the other; undefined where there is none. */
export function attackAcross(plan: ScreeningPlan, texts: readonly string[]): Finding | undefined {
  if (plan.promptAttack === 'off') return undefined;
  const tally = new FindingTally();
  for (const joined of stretchesOf(texts).flatMap(joinedTexts)) {
    const { score, reasons } = judgePromptAttack(joined, 'text');
    if (score >= plan.promptAttackThreshold) tally.addAttack(plan.promptAttack, score, reasons);
  }
  const [finding] = tally.findings();
  return finding === undefined ? undefined : { ...finding, count: 1 };
}

/** Texts between whose cuts no more than twice `reach` lies: a longer one ends a stretch with its beginning, and begins the next with its end. */
function stretchesOf(texts: readonly string[]): string[][] {
  const stretches: string[][] = [[]];
  for (const text of texts) {
    const stretch = stretches.at(-1);
    if (text.length <= 2 * reach) {
      stretch?.push(text);
      continue;
    }
    stretch?.push(text.slice(0, reach));
    stretches.push([text.slice(-reach)]);
  }
  return stretches.filter((stretch) => stretch.length > 1);
}

/** As blocks, and (where a word may be cut in two) without anything between them. */
function joinedTexts(texts: readonly string[]): string[] {
  const apart = texts.join('\n');
  const close = texts
    .map((text, at) => (at === 0 || cutsWord(texts[at - 1] ?? '', text) ? text : `\n${text}`))
    .join('');
  return close === apart ? [apart] : [apart, close];
}

function cutsWord(before: string, after: string): boolean {
  return /[\p{L}\p{M}]$/u.test(before.slice(-2)) && /^[\p{L}\p{M}]/u.test(after.slice(0, 2));
}

/** Denied words that a cut between two texts goes through. */
export function wordsAcross(rules: readonly Rule[], texts: readonly string[]): Finding[] {
  const denied = rules.filter(({ detector: { types }, actionOf }) => {
    return types.every((type) => type.startsWith('WORD:') && actionOf(type) === 'block');
  });
  if (denied.length === 0) return [];
  const tally = new FindingTally();
  const stretches = stretchesOf(texts);
  for (const { detector } of denied) {
    const types = stretches.flatMap((stretch) =>
      ['', ' '].flatMap((between) => typesAcross(detector, stretch, between)),
    );
    for (const type of new Set(types)) tally.add(type, detector.name, 'block');
  }
  return tally.findings();
}

/** The types of what a detector finds in the joined texts that a cut goes through. */
function typesAcross(detector: Detector, texts: readonly string[], between: string): string[] {
  const folded = fold(texts.join(between));
  const cuts = cutsOf(texts, between.length);
  let next = 0;
  return findAll(detector, folded.text).flatMap(({ type, start, end }) => {
    const from = folded.toOriginal(start);
    while (next < cuts.length && (cuts[next] as number) <= from) next += 1;
    const cut = cuts[next];
    return cut !== undefined && cut + between.length < folded.toOriginalEnd(end) ? [type] : [];
  });
}

/** Where each text but the last one ends. */
function cutsOf(texts: readonly string[], between: number): number[] {
  let at = -between;
  return texts.slice(0, -1).map((text) => {
    at += between + text.length;
    return at;
  });
}
