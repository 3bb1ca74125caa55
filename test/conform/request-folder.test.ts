import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ExactNumber } from './exact-json.ts';
import { readRequestFolder } from './request-folder.ts';

function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'gatehouse-requests-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const listed = (entry: object) => JSON.stringify([{ file: 'one.json', api: 'converse', ...entry }]);

it('reads the body of each listed file, with its numbers as written', () => {
  const path = folder({
    'index.json': listed({ model_id: 'a.b', features: ['stream'] }),
    'one.json': '{"request":{"n":1.0}}',
  });
  expect(readRequestFolder(path)).toEqual([
    {
      file: 'one.json',
      api: 'converse',
      modelId: 'a.b',
      features: ['stream'],
      body: { n: new ExactNumber('1.0') },
      answer: undefined,
    },
  ]);
});

it('puts base64 where a recording holds bytes', () => {
  const request = { source: { bytes: { $bytes_base64: 'aGk=' } } };
  const path = folder({ 'index.json': listed({}), 'one.json': JSON.stringify({ request }) });
  expect(readRequestFolder(path)[0]?.body).toEqual({ source: { bytes: 'aGk=' } });
});

it.each([
  ['JSON, with its numbers as written', '{"status":200,"json":{"n":1.0}}', '{"n":1.0}'],
  ['bytes', '{"status":200,"body_base64":"aGk="}', 'hi'],
])('reads a recorded answer that is %s', (_, response, answer) => {
  const path = folder({ 'index.json': listed({}), 'one.json': `{"request":{},"response":${response}}` });
  expect(Buffer.from(readRequestFolder(path)[0]!.answer!).toString()).toBe(answer);
});

it('takes a recorded error for no answer', () => {
  const path = folder({ 'index.json': listed({}), 'one.json': '{"request":{},"response":{"status":400,"json":{}}}' });
  expect(readRequestFolder(path)[0]?.answer).toBeUndefined();
});

it.each([
  ['null', { model_id: null }],
  ['a placeholder', { model_id: 'm1', model_id_note: 'placeholder' }],
])('takes %s for no model id', (_, entry) => {
  const path = folder({ 'index.json': listed(entry), 'one.json': '{"request":{}}' });
  expect(readRequestFolder(path)[0]?.modelId).toBeUndefined();
});

it.each([
  ['no index', {}, /index\.json cannot be read/],
  ['an index that is not JSON', { 'index.json': '[' }, /index\.json is not JSON/],
  ['an index without APIs', { 'index.json': '[{"file":"one.json"}]' }, /index\.json does not list requests \(0\.api:/],
  ['an index that is no list', { 'index.json': '{}' }, /does not list requests/],
  ['a missing file', { 'index.json': listed({}) }, /one\.json cannot be read/],
  [
    'a file without a request',
    { 'index.json': listed({}), 'one.json': '{}' },
    /one\.json has no object under "request"/,
  ],
  ['a file outside the folder', { 'index.json': listed({ file: '../../etc/passwd' }) }, /outside the folder/],
])('refuses a folder with %s', (_, files, message) => {
  expect(() => readRequestFolder(folder(files))).toThrow(message);
});
