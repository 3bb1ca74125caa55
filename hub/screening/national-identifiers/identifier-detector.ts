import { isAlphanumeric, isLetter, unitAt } from '../ascii-class.ts';
import type { Detector, Match } from '../detector.ts';
import { Landmarks } from '../landmarks.ts';
import { lengthBits, lengthsBetween, type Runs } from '../runs.ts';
import { suitabilityOf } from '../starts.ts';
import { Candidate } from './candidate.ts';
import { type FormNode, firstStep, follow, formTree, goesOn, longestGroup, mayBeListed } from './forms.ts';
import { isBehindDigits, isBesideDigits, isGluedAfter, isGluedBefore } from './glued.ts';
import type { Identifier } from './identifier.ts';

const space = 32;
const hyphen = 45;
/** Most letters before the separator that a form begins with. */
const longestLead = 3;
const undecided = -1;
const [any, letters] = ['\\0-\\x7f', 'A-Za-z'];

/** A group has letters in it, or it is long, or a form may go on behind it, or letters before a separator begin it. */
const suits = suitabilityOf({
  lengths: lengthsBetween(5),
  after: any,
  or: [
    { lengths: lengthsBetween(1), after: letters },
    { lengths: lengthsBetween(1), next: letters },
    { lengths: lengthsBetween(1), after: ' \\-', room: 2 },
    { lengths: lengthsBetween(2, 4), next: ' \\-/.+:' },
    { lengths: lengthBits(1), next: ' \\-' },
  ],
});

/**
 * Many identifiers in one pass: groups of letters and digits that hold a digit are looked at, and only numbers of a known form are judged, each by the
 * identifiers of that form. So ordinary text costs one look at each of its numbers, however many identifiers there are, and a long repeat one look at each group.
 * Letters and digits are those of ASCII: a particle of another script glued to a number (Korean, Thai) is no part of it.
 */
export function identifierDetector(name: string, identifiers: readonly Identifier[]): Detector {
  const root = formTree(identifiers);
  return {
    name,
    types: [...new Set(identifiers.map((identifier) => identifier.type))],
    lookBehind: Candidate.lookBehind,
    scan(text, from, ended, found, landmarks = new Landmarks(text)) {
      const { digits } = landmarks;
      const { bounds, size } = digits;
      let end = from;
      for (let run = digits.nextSuited(digits.from(from), suits); run < size; run = digits.nextSuited(run + 2, suits)) {
        const at = bounds[run] as number;
        // Letters may divide the digits of one group.
        if (at < end || isInList(root, text, digits, run)) continue;
        const start = groupStart(text, at);
        if (isGluedBefore(text, start)) continue;
        const last = bounds[run + 1] as number;
        end = groupEnd(text, last);
        // A group that began before `from` is decided; of one that is too long only the end matters.
        if (start < from || end - start > longestGroup) continue;
        const lead = leadStart(text, start);
        if (
          lead >= from &&
          !isGluedBefore(text, lead) &&
          judge(root, text, lead, start - 1, true, ended, found) === undecided
        )
          return lead;
        const hasLetters = start < at || end > last;
        if (judge(root, text, start, end, hasLetters, ended, found) === undecided) return start;
      }
      return ended ? text.length : lastGroup(text, from);
    },
  };
}

/** Whether a run of digits stands among others with blanks between them, and in no form that goes on with letters: in a list one look tells what most of its numbers are not. */
function isInList(root: FormNode, text: string, { bounds, size }: Runs, run: number): boolean {
  const [start, end] = [bounds[run] as number, bounds[run + 1] as number];
  if (run + 2 >= size || unitAt(text, end) !== space || !isBehindDigits(text, start)) return false;
  const [next, last] = [bounds[run + 2] as number, bounds[run + 3] as number];
  if (next !== end + 1 || last === text.length || isAlphanumeric(unitAt(text, last))) return false;
  return mayBeListed(root, end - start, last - next);
}

/** Adds what the number that begins with a group is, in each of its lengths; `undecided` where text that has not come could change that. */
function judge(
  root: FormNode,
  text: string,
  start: number,
  first: number,
  hasLetters: boolean,
  ended: boolean,
  found: Match[],
): number {
  const way = hasLetters ? 'code' : isBehindDigits(text, start) ? 'amongDigits' : 'any';
  const before = found.length;
  let end = first;
  for (let node = firstStep(root, end - start); ; ) {
    if (!ended && end + (node === undefined ? 1 : Candidate.lookAhead) > text.length) {
      found.length = before;
      return undecided;
    }
    if (node === undefined) return end;
    if ((hasLetters ? 0 : node.digits.length) + node.code.length > 0) addReadings(node, text, start, end, found);
    if (!goesOn(node, unitAt(text, end), way)) return end;
    const next = groupEnd(text, end + 1, Math.min(text.length, end + 2 + longestGroup));
    node = follow(node, unitAt(text, end), next - end - 1);
    end = next;
  }
}

function addReadings(node: FormNode, text: string, start: number, end: number, found: Match[]): void {
  const isBeside = node.isSpaced && isBesideDigits(text, start, end);
  if (isBeside && node.code.length === 0) return;
  const kind = hasLetter(text, start, end) ? 'code' : 'digits';
  if (node[kind].length === 0 || (isBeside && kind === 'digits')) return;
  if (isGluedAfter(text, end)) return;
  const candidate = new Candidate(text, start, end);
  let value: string | undefined;
  let last = '';
  for (const { identifier, evidence } of node[kind]) {
    const { type } = identifier;
    // Readings of one type stand side by side, the surest first.
    if (type === last || !candidate.mayHave(evidence)) continue;
    value ??= candidate.value(kind, node.isGrouped);
    if (!identifier.valid(value) || !candidate.has(evidence, identifier.words)) continue;
    found.push({ start, end, type });
    last = type;
  }
}

/** Where the group around `at` begins; one character more than the longest group before `at`, where it begins even earlier. */
function groupStart(text: string, at: number): number {
  const earliest = Math.max(0, at - longestGroup - 1);
  let start = at;
  while (start > earliest && isAlphanumeric(unitAt(text, start - 1))) start -= 1;
  return start;
}

/** Where a group ends, or `limit`: a long run of letters must not hold a stream back. */
function groupEnd(text: string, from: number, limit = text.length): number {
  let end = from;
  while (end < limit && isAlphanumeric(unitAt(text, end))) end += 1;
  return end;
}

function hasLetter(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (isLetter(unitAt(text, at))) return true;
  return false;
}

/** Where the letters of a number begin that stand before its digits and a separator (`X-1234567`); -1 where there are none. */
function leadStart(text: string, start: number): number {
  const separator = unitAt(text, start - 1);
  if ((separator !== space && separator !== hyphen) || !isLetter(unitAt(text, start - 2))) return -1;
  let lead = start - 1;
  while (lead > 0 && start - 1 - lead <= longestLead && isLetter(unitAt(text, lead - 1))) lead -= 1;
  return lead === 0 || !isAlphanumeric(unitAt(text, lead - 1)) ? lead : -1;
}

/** The group that the text ends in, or its letters before a separator, because digits may follow; the end of the text where there are none. */
function lastGroup(text: string, from: number): number {
  const start = groupStart(text, text.length);
  const lead = start === text.length ? leadStart(text, start) : -1;
  if (lead >= from) return lead;
  return start < from || text.length - start > longestGroup ? text.length : start;
}
