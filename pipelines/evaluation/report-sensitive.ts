import type { FullTextScore, TypeScore } from './score-full-texts.ts';
import type { CaseScore, RecognizerScore } from './score-recognizer-cases.ts';
import type { SensitiveScore } from './score-sensitive.ts';
import { decimal, percent, textTable, told } from './text-table.ts';

/** The scores of sensitive information, for people. */
export function reportSensitive({ fullTexts, recognizerCases, notClaimed }: SensitiveScore): readonly string[] {
  return [
    ...(fullTexts === undefined ? [] : fullTextBlocks(fullTexts)),
    ...(recognizerCases === undefined ? [] : [recognizerBlock(recognizerCases)]),
    ...(notClaimed.length === 0 ? [] : [notClaimedLine(notClaimed)]),
  ];
}

function fullTextBlocks(score: FullTextScore): readonly string[] {
  const { recall, precision, templates } = score.byTemplate;
  const free = score.freeText.length === 0 ? [] : [table('Types of free text, apart', score.freeText)];
  return [
    [
      table(`Sensitive information, ${score.rows} texts with every type labelled`, [score.structured, ...score.types]),
      `  micro F1 ${decimal(score.f1)}; averaged over ${templates} templates: recall ${percent(recall)}, precision ${percent(precision)}`,
    ].join('\n'),
    ...free,
  ];
}

function table(title: string, scores: readonly TypeScore[]): string {
  const rows = scores.map(({ type, recall, exact, precision, elsewhere }) => [
    type,
    told(recall),
    told(exact),
    told(precision),
    String(elsewhere),
  ]);
  return `${title}\n${textTable([['', 'recall', 'exact offsets', 'precision', 'on other types'], ...rows])}`;
}

function recognizerBlock({ rows, all, types }: RecognizerScore): string {
  const row = ({ type, recall, exact, weakRecall, falsePositives }: CaseScore) => [
    type,
    told(recall),
    told(exact),
    told(weakRecall),
    told(falsePositives),
  ];
  const head = ['', 'recall', 'exact offsets', 'weak rows', 'false positives'];
  return `Sensitive information, ${rows} texts with some types labelled\n${textTable([head, ...[all, ...types].map(row)])}`;
}

function notClaimedLine(notClaimed: SensitiveScore['notClaimed']): string {
  return `Not looked for, and counted nowhere: ${notClaimed.map(({ type, count }) => `${type} ${count}`).join(', ')}`;
}
