import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectChecks } from './checks.ts';
import { runChecks } from './runner.ts';

// `npm run check [-- --verbose]`: every rule that a machine can judge, except the tests themselves.
const { values } = parseArgs({ options: { verbose: { type: 'boolean', default: false } } });
const root = join(import.meta.dirname, '..', '..');
const { failed } = await runChecks(projectChecks(root, values.verbose), console.log);
process.exitCode = failed === 0 ? 0 : 1;
