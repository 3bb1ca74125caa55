import type { Detector, Match } from '../detector.ts';
import { Candidate } from './candidate.ts';
import { type FormNode, follow, formTree, longestGroup } from './forms.ts';
import type { Identifier } from './identifier.ts';

const digitClass = 1;
const letterClass = 2;
/** Letters and digits as ASCII has them: a particle of another script glued to a number (Korean, Thai) is no part of it. */
const classes = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/\d/.test(character)) return digitClass;
  return /[a-z]/i.test(character) ? letterClass : 0;
});
const digits = /[0-9]/g;
const space = 32;
const hyphen = 45;
/** Most letters before the separator that a form begins with. */
const longestLead = 3;
const undecided = -1;

/**
 * Many identifiers in one pass: the text is searched for groups of letters and digits that hold a digit, and only numbers of a known form are judged,
 * each by the identifiers of that form. So ordinary text costs one look at each character, however many identifiers there are, and
 * a long repeat costs one look at each group.
 */
export function identifierDetector(name: string, identifiers: readonly Identifier[]): Detector {
  const root = formTree(identifiers);
  return {
    name,
    types: [...new Set(identifiers.map((identifier) => identifier.type))],
    lookBehind: Candidate.lookBehind,
    scan(text, from, ended, found) {
      for (let at = nextDigit(text, from); at < text.length; at = nextDigit(text, at)) {
        const start = groupStart(text, at);
        const end = groupEnd(text, at);
        // A group that began before `from` is decided; of one that is too long only the end matters.
        if (start >= from && end - start <= longestGroup) {
          const lead = leadStart(text, start);
          if (lead >= from && judge(root, text, lead, start - 1, ended, found) === undecided) return lead;
          if (judge(root, text, start, end, ended, found) === undecided) return start;
        }
        at = end;
      }
      return ended ? text.length : lastGroup(text, from);
    },
  };
}

/** Adds what the number that begins with a group is, in each of its lengths; `undecided` where text that has not come could change that. */
function judge(root: FormNode, text: string, start: number, first: number, ended: boolean, found: Match[]): number {
  const before = found.length;
  let end = first;
  let letters = hasLetter(text, start, end);
  for (let node = follow(root, 0, end - start); ; ) {
    if (!ended && end + (node === undefined ? 1 : Candidate.lookAhead) > text.length) {
      found.length = before;
      return undecided;
    }
    if (node === undefined) return end;
    const kind = letters ? 'code' : 'digits';
    if (node[kind].length > 0) addReadings(node, kind, new Candidate(text, start, end), found);
    if (node.next.size === 0) return end;
    const next = groupEnd(text, end + 1, Math.min(text.length, end + 2 + longestGroup));
    node = follow(node, text.charCodeAt(end), next - end - 1);
    letters ||= hasLetter(text, end + 1, next);
    end = next;
  }
}

function addReadings(node: FormNode, kind: Identifier['kind'], candidate: Candidate, found: Match[]): void {
  if (candidate.isGlued()) return;
  if (kind === 'digits' && node.isSpaced && candidate.isBesideDigits()) return;
  const { start, end } = candidate;
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

function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? (classes[unit] ?? 0) : 0;
}

/** A regular expression, because the engine skims text for a class of characters several times faster than a loop does. */
function nextDigit(text: string, from: number): number {
  digits.lastIndex = from;
  return digits.test(text) ? digits.lastIndex - 1 : text.length;
}

/** Where the group around `at` begins; one character more than the longest group before `at`, where it begins even earlier. */
function groupStart(text: string, at: number): number {
  const earliest = Math.max(0, at - longestGroup - 1);
  let start = at;
  while (start > earliest && classAt(text, start - 1) !== 0) start -= 1;
  return start;
}

/** Where a group ends, or `limit`: a long run of letters must not hold a stream back. */
function groupEnd(text: string, from: number, limit = text.length): number {
  let end = from;
  while (end < limit && classAt(text, end) !== 0) end += 1;
  return end;
}

function hasLetter(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (classAt(text, at) === letterClass) return true;
  return false;
}

/** Where the letters of a number begin that stand before its digits and a separator (`X-1234567`); -1 where there are none. */
function leadStart(text: string, start: number): number {
  const separator = text.charCodeAt(start - 1);
  if (separator !== space && separator !== hyphen) return -1;
  let lead = start - 1;
  while (lead > 0 && start - 1 - lead <= longestLead && classAt(text, lead - 1) === letterClass) lead -= 1;
  const isWhole = lead === 0 || classAt(text, lead - 1) === 0;
  return isWhole && lead < start - 1 ? lead : -1;
}

/** The group that the text ends in, or its letters before a separator, because digits may follow; the end of the text where there are none. */
function lastGroup(text: string, from: number): number {
  const start = groupStart(text, text.length);
  const lead = start === text.length ? leadStart(text, start) : -1;
  if (lead >= from) return lead;
  return start < from || text.length - start > longestGroup ? text.length : start;
}
