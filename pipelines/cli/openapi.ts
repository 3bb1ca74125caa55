import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { stringify } from 'yaml';
import { contractDocument } from '../../hub/edge/contract/contract-document.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { type CommandIo, processIo } from './command-io.ts';

interface OpenApiOptions {
  readonly format: 'yaml' | 'json';
  readonly out?: string;
}

/** `gatehouse openapi`: the contract of the hub, for people, generators of clients, and reviewers. */
export function openApiCommand(io: CommandIo = processIo): Command {
  return new Command('openapi')
    .description('print what the hub serves, as an OpenAPI 3.0 document')
    .addOption(new Option('--format <format>', 'form of the document').choices(['yaml', 'json']).default('yaml'))
    .option('--out <file>', 'write it to a file instead')
    .action(({ format, out }: OpenApiOptions) => {
      const text = contractText(format);
      if (out === undefined) return io.out(text);
      write(out, text);
      io.out(`${out} is up to date\n`);
    });
}

function contractText(format: OpenApiOptions['format']): string {
  const document = contractDocument();
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  // Written out in full: not every reader of OpenAPI follows YAML's anchors.
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new GatehouseFault('usage', `${file} could not be written.`, 'Name a file in a directory of yours.', {
      cause,
    });
  }
}
