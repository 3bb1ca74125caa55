import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { CommandIo } from './command-io.ts';

const page = 'docs/rule-exceptions.md';

/** `gatehouse policy exceptions`: which findings of the rule packs are accepted, and why. */
export function exceptionsCommand(io: CommandIo): Command {
  return new Command('exceptions')
    .description('print the findings of the rule packs that are accepted, each with its reason')
    .option('--governance <file>', 'governance file', 'governance.yaml')
    .option('--write', `write them to ${page} instead`)
    .action(async (options: { governance: string; write?: true }) => {
      const { exceptionsOfHub } = await import('../policy/synthesize-hub.ts');
      const text = exceptionsOfHub(options.governance);
      if (options.write === undefined) return io.out(text);
      writeFileSync(page, text);
      io.out(`${page} is up to date\n`);
    });
}
