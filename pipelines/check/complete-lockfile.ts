// Adds to package-lock.json the builds for other platforms that the registry at hand could not name. Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findAbsentPlatforms } from './absent-platforms.ts';
import { readLockfile } from './lockfile.ts';

const root = join(import.meta.dirname, '..', '..');
const file = join(root, 'package-lock.json');
const absent = findAbsentPlatforms(readLockfile(root));
const lock = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
const packages = { ...Object(lock.packages), ...Object.fromEntries(absent.map(({ path, entry }) => [path, entry])) };
const sorted = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')));
if (absent.length > 0) writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(`package-lock.json: ${absent.length} builds for other platforms added`);
