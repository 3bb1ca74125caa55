import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lexiconIndex } from '../../../hub/screening/prompt-attack/lexicon-index.ts';
import { lexiconTables } from '../../../pipelines/training/lexicon-tables.ts';
import { wordTablesText } from '../../../pipelines/training/word-tables.ts';

const stored = new URL('../../../hub/screening/prompt-attack/word-tables.json', import.meta.url);

it('the stored tables are those of the lexicons (else: train-prompt-attack.ts --tables --write)', () => {
  // Not toEqual: a difference of so long a text would take minutes to show.
  expect(readFileSync(stored, 'utf8') === wordTablesText()).toBe(true);
});

it('what is read of them is what was built', () => {
  expect(lexiconIndex()).toEqual(lexiconTables());
});
