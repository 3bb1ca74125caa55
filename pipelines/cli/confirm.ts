import { createInterface } from 'node:readline/promises';
import { GatehouseFault } from '../../shared/errors.ts';

/** Asks whoever sits at the terminal; anything but a yes is a no. @throws GatehouseFault `usage` where nobody does. */
export async function askPerson(
  question: string,
  remedy = 'Look at what changes with --dry-run, then write --yes.',
): Promise<boolean> {
  if (process.stdin.isTTY !== true) throw new GatehouseFault('usage', 'Nobody is at the terminal to agree.', remedy);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
