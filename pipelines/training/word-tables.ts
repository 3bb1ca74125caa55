import { english } from '../../hub/screening/prompt-attack/lexicon-english.ts';
import { commonWordTables } from './common-word-tables.ts';
import { lexiconTables } from './lexicon-tables.ts';
import { scrambleTables } from './scramble-tables.ts';
import { sequenceTables } from './sequence-tables.ts';

const note =
  'Lexicons, common words and behaviours as the judge reads them, written by pipelines/training/train-prompt-attack.ts --tables --write. Numbers are base64 (table-bytes.ts).';

/**
 * What `hub/screening/prompt-attack/word-tables.json` holds: lexicons, common words and behaviours as the judge of attacks looks them up. The same sources give the same text.
 * Of tables by slot, most of which is zero, only what is not is stored, and where (`slots`): the file is loaded with every start.
 */
export function wordTablesText(): string {
  const lexicon = lexiconTables();
  const scrambled = scrambleTables(Object.values(english).join(' '));
  const [slots, scrambledSlots] = [usedSlots(lexicon.heads), usedSlots(scrambled.heads)];
  const tables = {
    note,
    lexicon: {
      ...lexicon,
      letters: lettersOf(lexicon.letters),
      slots,
      heads: slots.map((slot) => lexicon.heads[slot] as number),
      lengths: Int32Array.from(slots, (slot) => lexicon.lengths[slot] as number),
      followers: Int32Array.from(slots, (slot) => lexicon.followers[slot] as number),
    },
    scrambled: {
      ...scrambled,
      letters: lettersOf(scrambled.letters),
      slots: scrambledSlots,
      heads: scrambledSlots.map((slot) => scrambled.heads[slot] as number),
    },
    common: commonWordTables(),
    sequences: sequenceTables(),
  };
  return `${JSON.stringify(tables, asText, 2)}\n`;
}

function usedSlots(heads: Uint16Array): Uint16Array {
  return Uint16Array.from(heads.keys().filter((slot) => heads[slot] !== 0));
}

/** A text and no base64, so that a reviewer sees what is heard; without the zero behind the last letter. */
function lettersOf(units: Uint16Array): string {
  return Array.from(units.subarray(0, -1), (unit) => String.fromCharCode(unit)).join('');
}

function asText(_name: string, value: unknown): unknown {
  return ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
    : value;
}
