import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunction, type FunctionBundle } from '../../../hub/stacks/bundle-function.ts';

/** Small, and with all that a function has: a library, a worker, and what it loads lazily. */
const entry = 'hub/screening/documents/read-documents.ts';
const worker = 'hub/screening/documents/document-worker.ts';
let bundle: FunctionBundle;
let directory: string;
beforeAll(() => {
  bundle = bundleFunction(entry, [worker]);
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-bundled-'));
  for (const [name, content] of bundle.files) writeFileSync(join(directory, name), content);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const run = (program: string) => execFileSync(process.execPath, ['-e', program], { cwd: directory, encoding: 'utf8' });
const texts = () => [...bundle.files.values()].map((content) => Buffer.from(content).toString());

describe('a bundled function', { timeout: 60_000 }, () => {
  it('is CommonJS that Node loads, with the exports of its entry', () => {
    expect(run("console.log(Object.keys(require('./index.js')).join())").trim()).toBe('readDocuments');
  });

  it('leaves out of its start what it may never need', () => {
    const all = [...bundle.files.values()].reduce((sum, { length }) => sum + length, 0);
    expect(bundle.startBytes).toBeGreaterThan(1_000);
    expect(bundle.startBytes).toBeLessThan(all / 10);
    expect(bundle.files.get('index.js')!.length).toBeLessThanOrEqual(bundle.startBytes);
  });

  it('finds its worker beside it, and the worker its libraries', () => {
    const html = `
      const bytes = new TextEncoder().encode('%PDF-1.4 not really');
      const source = { format: 'pdf', read: () => bytes, accept: () => console.log('read'), reject: (why) => console.log(why) };
      require('./index.js').readDocuments([{ document: source }]);`;
    expect(run(html).trim()).toBe('damaged');
  });

  it('holds no path of the machine that bundled it', () => {
    expect(texts().filter((text) => text.includes(process.cwd()))).toEqual([]);
  });

  it('has the place of the SDK’s chain of credentials taken by the environment', () => {
    const files = bundleFunction('hub/gateway/lambda-invoke.ts').files;
    const text = [...files.values()].map((content) => Buffer.from(content).toString()).join('\n');
    expect(text.includes('The environment holds no AWS credentials.')).toBe(true);
    expect(text.includes('AWS_CONTAINER_CREDENTIALS')).toBe(false);
  });

  it('is bundled once, and named by its content', () => {
    expect(bundleFunction(entry, [worker])).toBe(bundle);
    expect(bundle.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(bundleFunction(entry).hash).not.toBe(bundle.hash);
  });
});
