#!/usr/bin/env node
// `npx gatehouse …`: starts the command with the Node version that the lockfile pins, whatever Node is running this.
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, 'pipelines/cli/gatehouse.ts');
process.argv[1] = fileURLToPath(new URL('../run.mjs', import.meta.url));
await import('../run.mjs');
