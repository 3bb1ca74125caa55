import pc from 'picocolors';
import type { Inspection, TextAction } from '../../hub/screening/inspect-text.ts';
import type { FoundSpan } from '../../hub/screening/span-scan.ts';
import { printable } from '../../shared/config/printable.ts';
import { textTable } from '../evaluation/text-table.ts';

type Colours = ReturnType<typeof pc.createColors>;

const verdicts: Readonly<Record<TextAction, string>> = {
  passed: 'passed: it would go on as it is',
  flagged: 'flagged: it would go on as it is, and the record would say so',
  masked: 'masked: it would go on without what was found',
  blocked: 'blocked: it would not go on',
};

/** A screened text for people: the text with the findings in place, a table of them, the judgement on attacks, the verdict. */
export function renderInspection(text: string, inspection: Inspection, colour: boolean): string {
  const colours = pc.createColors(colour);
  const { action, spans, attack, topics } = inspection;
  const blocks = [
    inPlace(text, spans, colour ? colours : undefined),
    ...(spans.length === 0 ? [] : [findingsTable(spans)]),
    ...(topics.length === 0 ? [] : [`Denied topics: ${topics.map((topic) => printable(topic)).join(', ')}`]),
    `Prompt attack: score ${attack.score.toFixed(2)}${attack.reasons.length === 0 ? '' : ` (${attack.reasons.join(', ')})`}`,
    `Verdict: ${action === 'passed' ? colours.green(verdicts.passed) : colours.yellow(verdicts[action])}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Of findings that overlap the longer one shows, as in a masked text; all are in the table. */
function visibleSpans(spans: readonly FoundSpan[]): readonly FoundSpan[] {
  const shown: FoundSpan[] = [];
  for (const span of spans) {
    const last = shown.at(-1);
    if (last === undefined || last.end <= span.start) shown.push(span);
    else if (span.end - span.start > last.end - last.start) shown[shown.length - 1] = span;
  }
  return shown;
}

function inPlace(text: string, spans: readonly FoundSpan[], colours: Colours | undefined): string {
  let shown = '';
  let at = 0;
  for (const { start, end, type } of visibleSpans(spans)) {
    shown += harmless(text.slice(at, start)) + marked(harmless(text.slice(start, end)), printable(type), colours);
    at = end;
  }
  return (shown + harmless(text.slice(at))).trimEnd();
}

function marked(found: string, type: string, colours: Colours | undefined): string {
  if (colours === undefined) return `[${type}: ${found}]`;
  return `${colours.inverse(found)}${colours.dim(` ${type} `)}`;
}

/** The text cannot steer the terminal that it is shown on; its lines stay lines. */
function harmless(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line.replace(/\r$/, ''), line.length))
    .join('\n');
}

function findingsTable(spans: readonly FoundSpan[]): string {
  const rows = spans.map(({ type, detector, action, start, end }) => [
    printable(type),
    detector,
    action,
    `${start}-${end}`,
  ]);
  return `Findings\n${textTable([['type', 'detector', 'action', 'offsets'], ...rows], 4)}`;
}
