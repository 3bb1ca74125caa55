import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { governanceJsonSchemaText } from '../../shared/config/json-schema.ts';

/** `gatehouse schema`: the JSON Schema of governance.yaml, for editors. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema of governance.yaml, by which editors complete and explain it')
    .option('--write [file]', 'write it to a file instead (default: governance.schema.json)')
    .action((options: { write?: string | true }) => {
      if (options.write === undefined) {
        process.stdout.write(governanceJsonSchemaText());
        return;
      }
      const file = options.write === true ? 'governance.schema.json' : options.write;
      writeFileSync(file, governanceJsonSchemaText());
      console.log(`${file} is up to date`);
    });
}
