import { diffLines } from 'diff';
import pc from 'picocolors';
import { printable } from '../../shared/config/printable.ts';
import { candidateOf } from '../bootstrap/our-policies.ts';
import type { ViewOptions } from './plan-view-options.ts';

/** Lines beside a change that are shown with it. */
const context = 2;
/** Lines that may differ between two texts; beyond, a diff says no more than that they are different, and takes long. */
const mostEdits = 2_000;
const mostLines = 120;
const lineWidth = 200;

/** What a new policy says, a line for each statement. That of a candidate is shown where it replaces the policy. */
export function newStatements(name: string, text: string, { colour }: ViewOptions): readonly string[] {
  if (candidateOf(name) !== undefined) return [];
  const colours = pc.createColors(colour);
  return [...partsOf(text)].map(([part, value]) =>
    colours.green(`+ ${printable(`${part}${summaryOf(value)}`, lineWidth)}`),
  );
}

/** Two texts of a policy, compared statement by statement; what stays is folded. */
export function changedStatements(before: string, after: string, { colour }: ViewOptions): readonly string[] {
  const colours = pc.createColors(colour);
  const [old, now] = [partsOf(before), partsOf(after)];
  const lines = [...new Set([...old.keys(), ...now.keys()])].flatMap((part): readonly string[] => {
    const [was, is] = [old.get(part), now.get(part)];
    if (was === undefined) return [colours.green(`+ ${printable(`${part}${summaryOf(is)}`, lineWidth)}`)];
    if (is === undefined) return [colours.red(`- ${printable(`${part}${summaryOf(was)}`, lineWidth)}`)];
    const [one, other] = [pretty(was), pretty(is)];
    return one === other ? [] : [colours.yellow(`~ ${printable(part, lineWidth)}`), ...diffOf(one, other, colour)];
  });
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `… ${more} more lines`] : lines;
}

/** Statements by Sid, and whatever else a policy has at its top by key. A text that is no JSON is one part. */
function partsOf(text: string): ReadonlyMap<string, unknown> {
  const document = parse(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return new Map([['text', document]]);
  return new Map(
    Object.entries(document).flatMap(([key, value]: [string, unknown]): readonly (readonly [string, unknown])[] => {
      if (key !== 'Statement') return key === 'Version' ? [] : [[key, value]];
      const list: readonly unknown[] = Array.isArray(value) ? value : [value];
      return list.map((statement, index) => [sidOf(statement) ?? `statement ${index + 1}`, statement] as const);
    }),
  );
}

function sidOf(statement: unknown): string | undefined {
  const sid = fieldOf(statement, 'Sid');
  return typeof sid === 'string' && sid !== '' ? sid : undefined;
}

/** Such as `: Deny, 24 actions`; nothing for what is no statement. */
function summaryOf(part: unknown): string {
  const [effect, action] = [fieldOf(part, 'Effect'), fieldOf(part, 'Action') ?? fieldOf(part, 'NotAction')];
  if (typeof effect !== 'string' || action === undefined) return '';
  const count = Array.isArray(action) ? action.length : 1;
  const but = fieldOf(part, 'NotAction') === undefined ? '' : 'all but ';
  return `: ${effect}, ${but}${count} ${count === 1 ? 'action' : 'actions'}`;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function pretty(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function diffOf(before: string, after: string, colour: boolean): readonly string[] {
  const colours = pc.createColors(colour);
  const parts = diffLines(before, after, { maxEditLength: mostEdits });
  if (parts === undefined) return ['  (too different to be shown line by line)'];
  return parts.flatMap(({ value, added, removed }, index) => {
    const lines = value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => printable(line, lineWidth));
    if (added) return lines.map((line) => colours.green(`  + ${line}`));
    if (removed) return lines.map((line) => colours.red(`  - ${line}`));
    return folded(lines, index > 0, index < parts.length - 1).map((line) => colours.dim(`    ${line}`));
  });
}

/** The lines next to a change, above and below, and a mark for those between. */
function folded(lines: readonly string[], changeAbove: boolean, changeBelow: boolean): readonly string[] {
  const head = changeAbove ? context : 0;
  const tail = changeBelow ? context : 0;
  if (lines.length <= head + tail + 1) return lines;
  return [...lines.slice(0, head), '…', ...lines.slice(lines.length - tail)];
}
