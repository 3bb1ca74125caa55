import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { features } from '../../hub/screening/prompt-attack/features.ts';
import type { Model } from '../../hub/screening/prompt-attack/model.ts';
import { fitModel, seeExamples, trainingSettings } from '../../hub/screening/prompt-attack/training.ts';
import { type Provenance, readLabelledRows } from './labelled-rows.ts';
import { wordTablesText } from './word-tables.ts';

const judge = new URL('../../hub/screening/prompt-attack/', import.meta.url);

/** Fits the weights of the prompt-attack judge on labelled files. The same files give the same weights. */
export function trainPromptAttack(paths: readonly string[]): string {
  const files = paths.map(readLabelledRows);
  const model = fitModel(seeExamples(files.flatMap(({ rows }) => rows)));
  return weightsText(
    model,
    files.map(({ provenance }) => provenance),
  );
}

function weightsText(model: Model, provenance: readonly Provenance[]): string {
  const weights = Object.fromEntries(
    features.map(({ name }, i) => [name, Number((model.weights[i] as number).toFixed(3))]),
  );
  const note =
    'Log-odds of features (features.ts), fitted by pipelines/training/train-prompt-attack.ts. No text of the training data is in this file.';
  return `${JSON.stringify({ note, provenance, settings: trainingSettings, bias: model.bias, weights }, undefined, 2)}\n`;
}

if (import.meta.main) {
  const command = new Command('train-prompt-attack')
    .description(
      'Fits the weights of the prompt-attack judge on labelled JSON Lines files ({text, label, license, source}), or (--tables) writes its lexicons as tables.',
    )
    .argument('[files...]', 'labelled files; rows that are not labelled as attacks are innocent')
    .option(
      '--tables',
      'the tables of the lexicons, which need no files; after a lexicon has changed, before weights are fitted',
    )
    .option('--write', 'write beside the judge instead of printing');
  command.parse();
  const { tables, write } = command.opts<{ tables?: true; write?: true }>();
  if (tables === undefined && command.args.length === 0) command.error('error: give labelled files, or --tables');
  const text = tables ? wordTablesText() : trainPromptAttack(command.args);
  if (write) writeFileSync(new URL(tables ? 'word-tables.json' : 'weights.json', judge), text);
  else process.stdout.write(text);
}
