import { describe, expect, it } from 'vitest';
import type { ModelAnswer } from '../../../hub/gateway/ports.ts';
import { readSamples } from '../../../hub/response-filter/sample-answers.ts';
import { converseAnswer } from '../gateway/scripted-models.ts';
import { answerOf, contextOf, inPieces } from './filtered-stream.ts';

const { dialect } = contextOf('Converse');
const usage = { input: 10, output: 20, cacheRead: 0, cacheWrite: 0 };
const whole = (body: unknown, change: Partial<ModelAnswer> = {}): ModelAnswer => ({
  ...answerOf(inPieces([Buffer.from(JSON.stringify(body))])),
  ...change,
});
const read = (...answers: readonly (ModelAnswer | undefined)[]) =>
  readSamples(
    answers.map((answer) => Promise.resolve(answer)),
    dialect,
  );

describe('samples for self-agreement', () => {
  it('are read to text and usage, in order', async () => {
    const samples = await read(whole(converseAnswer('one')), whole(converseAnswer('two')));
    expect(samples).toEqual([
      { text: 'one', usage },
      { text: 'two', usage },
    ]);
  });

  it('are not there where the model could not be asked, or Bedrock said no, which costs nothing', async () => {
    expect(await read(undefined, whole({ message: 'slow down' }, { status: 429 }))).toEqual([]);
  });

  it('are charged though they cannot be read', async () => {
    async function* broken() {
      yield Buffer.from('{');
      throw new Error('cut');
    }
    expect(await read(answerOf(broken()))).toEqual([{ usage: undefined }]);
    expect(await read(answerOf(inPieces([Buffer.from('<html>')])))).toEqual([{ usage: undefined }]);
  });

  it('take usage from headers where the body has none', async () => {
    const headers = { 'x-amzn-bedrock-input-token-count': '7', 'x-amzn-bedrock-output-token-count': '3' };
    const body = { output: { message: { content: [{ text: 'one' }] } } };
    expect(await read(whole(body, { headers }))).toEqual([
      { text: 'one', usage: { input: 7, output: 3, cacheRead: 0, cacheWrite: 0 } },
    ]);
  });
});
