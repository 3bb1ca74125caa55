/** Writes `governance.schema.json` at the root of the project anew; to be run after every change of the schema (a test tells when it is due). */
import { writeFileSync } from 'node:fs';
import { governanceJsonSchemaText } from '../../shared/config/json-schema.ts';

const target = new URL('../../governance.schema.json', import.meta.url);
writeFileSync(target, governanceJsonSchemaText());
process.stdout.write('governance.schema.json is up to date\n');
