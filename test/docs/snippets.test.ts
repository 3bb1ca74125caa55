import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentedHub, startDocumentedHub } from './documented-hub.ts';
import { documentNames, type Snippet, snippetsOf } from './documents.ts';
import { runners } from './snippet-runners.ts';

/** Blocks without a language are pictures; only here may there be any, so that a command cannot hide as one. */
const pictures: readonly string[] = ['ARCHITECTURE.md'];

const snippets = documentNames.flatMap((name) => snippetsOf(name)).filter(({ language }) => language !== '');

/** The most particular runner: `npm start -- --help` begins with `npm start` too. */
function runnerOf({ document, language, text }: Snippet) {
  return runners
    .filter((runner) => runner.document === document && runner.language === language && text.startsWith(runner.begins))
    .sort((a, b) => b.begins.length - a.begins.length)[0];
}

describe('the snippets of the documents', () => {
  let hub: DocumentedHub;
  beforeAll(async () => {
    hub = await startDocumentedHub('npm start');
  });
  afterAll(() => hub.close());

  for (const snippet of snippets) {
    const [firstLine = ''] = snippet.text.split('\n');
    const runner = runnerOf(snippet);
    const place = `${snippet.document}:${snippet.line}`;
    if (runner === undefined) {
      it(`has a runner for ${place} (${firstLine})`, () => {
        expect.unreachable('Write a runner in test/docs/snippet-runners.ts: what a document shows must work.');
      });
    } else if (runner.skipped !== undefined) {
      it.skip(`works: ${place} (skipped: ${runner.skipped})`, () => undefined);
    } else {
      it(`works: ${place} ${firstLine.slice(0, 60)}`, () => runner.run(snippet, hub), runner.timeoutMs ?? 60_000);
    }
  }

  it('are one for each runner, so that no runner outlives its snippet', () => {
    const used = snippets.map((snippet) => runnerOf(snippet));
    expect(new Set(used)).toEqual(new Set(runners));
    expect(used).toHaveLength(runners.length);
  });

  it('say in which language they are', () => {
    const nameless = documentNames.flatMap((name) => snippetsOf(name)).filter(({ language }) => language === '');
    expect(nameless.map(({ document }) => document).filter((document) => !pictures.includes(document))).toEqual([]);
  });
});

describe('Ctrl-C under npm start', () => {
  it('stops the hub when the calls in flight are finished', async () => {
    const hub = await startDocumentedHub('npm start -- --no-demo');
    try {
      await hub.interrupt();
      expect(hub.said()).toContain('stopped; everything is on disk.');
    } finally {
      await hub.close();
    }
  }, 60_000);
});
