import * as z from 'zod/mini';
import { Pseudonyms } from '../../screening/pseudonyms.ts';
import { brokenFrames } from './frame.ts';

/** The pseudonyms of a call: tokens with what stands behind them, in the order in which they were made, and tokens that are never handed out. Values: to be kept nowhere. */
export const pseudonymForm = z.strictObject({
  taken: z.array(z.string()),
  entries: z.array(z.tuple([z.string(), z.string()])),
});

type PseudonymTable = z.output<typeof pseudonymForm>;

export function tableOf(pseudonyms: Pseudonyms): PseudonymTable {
  return { taken: [...pseudonyms.taken()], entries: [...pseudonyms.entries()] };
}

/** Makes every token again, as it was made: so screening of the answer goes on numbering where screening of the prompt ended. */
export function pseudonymsOf({ taken, entries }: PseudonymTable): Pseudonyms {
  const pseudonyms = new Pseudonyms(taken);
  for (const [token, value] of entries) {
    const type = token.slice(1, token.lastIndexOf('_'));
    if (pseudonyms.tokenFor(type, value) !== token) throw brokenFrames('its pseudonyms are not as they were made');
  }
  return pseudonyms;
}
