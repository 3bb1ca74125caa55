import { describe, expect, it } from 'vitest';
import { userSays } from '../test-hub.ts';
import { answerBlocks, converseFrames, novaFrames, wholeAnswer } from './answer-blocks.ts';
import { actions, conversePaths, judgeAnswer, novaPaths, openFor } from './judge-blocks.ts';

const whole = answerBlocks.flatMap((one) => (one.whole === undefined ? [] : { ...one, whole: one.whole }));
const streamed = answerBlocks.flatMap((one) => (one.stream === undefined ? [] : { ...one, stream: one.stream }));

describe.each(whole)('a card number in a document’s $name', ({ kind, whole: members }) => {
  it.each(actions)('is found: %s', async (action) => {
    const answer = wholeAnswer(members);
    for (const { whole: path } of [conversePaths, novaPaths]) {
      await judgeAnswer(await openFor('output', action), userSays('Hi'), path, answer, { kind, action });
    }
  });
});

describe.each(streamed)('a card number in a stream’s $name', ({ kind, stream }) => {
  it.each(actions)('is found: %s', async (action) => {
    const expected = { kind, action };
    const converse = converseFrames(stream);
    await judgeAnswer(await openFor('output', action), userSays('Hi'), conversePaths.stream, converse, expected);
    const nova = novaFrames(stream);
    await judgeAnswer(await openFor('output', action), userSays('Hi'), novaPaths.stream, nova, expected);
  });
});

describe('the table', () => {
  it('says why where a cell does not exist', () => {
    for (const { whole, stream, why } of answerBlocks) {
      expect(why !== undefined).toBe(whole === undefined || stream === undefined);
    }
  });
});
