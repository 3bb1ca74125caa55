import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, type Frame } from '../../../../hub/gateway/frames/frame.ts';
import { AnswersReader } from '../../../../hub/gateway/frames/read-answers.ts';
import { readFrames } from '../../../../hub/gateway/frames/read-frames.ts';
import { writeAnswers } from '../../../../hub/gateway/frames/write-answers.ts';
import type { ModelAnswer } from '../../../../hub/gateway/ports.ts';
import { collectBody } from '../../../../hub/response-filter/whole-answer.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';
import { expectFault } from '../faults.ts';

const mostBytes = 100_000;

/** An answer whose pieces come after as many turns of the event loop as each says. */
function answerOf(texts: readonly string[], turns: readonly number[] = [], failure?: Error): ModelAnswer {
  const body = async function* (): AsyncGenerator<Uint8Array> {
    for (const [at, text] of texts.entries()) {
      for (let turn = turns[at % turns.length] ?? 0; turn > 0; turn -= 1) await new Promise(setImmediate);
      yield Buffer.from(text);
    }
    if (failure !== undefined) throw failure;
  };
  return { status: 200, headers: { of: texts.join('') }, requestId: 'r', body: body() };
}

async function* stream(...answers: Parameters<typeof writeAnswers>): AsyncGenerator<Uint8Array> {
  yield* writeAnswers(...answers);
  yield encodeFrame('end');
}

const framesOf = (...answers: Parameters<typeof writeAnswers>): AsyncGenerator<Frame, void> =>
  readFrames(stream(...answers));
const textOf = async (body: AsyncIterable<Uint8Array>) => Buffer.from(await collectBody(body, mostBytes)).toString();
const broken = new GatehouseFault('model_stream_broken', 'cut', 'retry');

describe('answers side by side', () => {
  it('come out each by itself, however their pieces arrive and whoever reads first', async () => {
    const texts = fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 });
    const turns = fc.array(fc.nat({ max: 3 }), { maxLength: 3 });
    const answers = fc.array(fc.tuple(texts, turns), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(answers, fc.boolean(), async (all, samplesFirst) => {
        const [first, ...rest] = all.map(([said, when]) => answerOf(said, when));
        const reader = new AnswersReader(
          framesOf(
            first,
            rest.map(async (sample) => sample),
          ),
          0,
          rest.length,
        );
        const main = () => textOf(reader.body(0));
        const early = samplesFirst ? undefined : main();
        const samples = await Promise.all(reader.samples());
        const sampled = samples.map((sample) => (sample === undefined ? undefined : textOf(sample.body)));
        const read = await Promise.all([early ?? main(), ...sampled]);
        expect(read).toEqual(all.map(([said]) => said.join('')));
        expect(samples.map((sample) => sample?.headers)).toEqual(rest.map(({ headers }) => headers));
      }),
      { numRuns: 60 },
    );
  });

  it('break off one by one', async () => {
    const samples = [answerOf(['half'], [], broken), answerOf(['whole']), undefined].map(async (one) => one);
    const reader = new AnswersReader(framesOf(answerOf(['main']), samples), 0, 3);
    const [half, whole, none] = await Promise.all(reader.samples());
    await expectFault(textOf(half?.body ?? expect.fail()), 'model_stream_broken');
    expect(await textOf(whole?.body ?? expect.fail())).toBe('whole');
    expect(none).toBeUndefined();
    expect(await textOf(reader.body(0))).toBe('main');
  });

  it('may be samples alone', async () => {
    const reader = new AnswersReader(framesOf(undefined, [Promise.resolve(answerOf(['one']))]), 1, 1);
    const [sample] = await Promise.all(reader.samples());
    expect(await textOf(sample?.body ?? expect.fail())).toBe('one');
  });

  it.each([
    ['the stream stops', [encodeFrame('answerBytes', Buffer.of(0), Buffer.from('half'))]],
    ['an answer is not among them', [encodeFrame('answerEnd', Buffer.of(9)), encodeFrame('end')]],
    ['a frame names none', [encodeFrame('answerBytes'), encodeFrame('end')]],
    ['a frame is out of place', [encodeFrame('released', Buffer.of(0)), encodeFrame('end')]],
    ['the stream ends before they do', [encodeFrame('end')]],
    [
      'more comes after the last of them',
      [encodeFrame('answerEnd', Buffer.of(0)), encodeFrame('answerEnd', Buffer.of(0))],
    ],
  ])('are a fault where %s', async (_, pieces) => {
    let closed = false;
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield* pieces;
      } finally {
        closed = true;
      }
    };
    const reader = new AnswersReader(readFrames(bytes()), 0, 0);
    await expectFault(textOf(reader.body(0)), 'function_unavailable');
    expect(closed).toBe(true);
  });

  it('are given up together where the first is read no further', async () => {
    const never = answerOf(['a', 'b'], [1000]);
    const reader = new AnswersReader(framesOf(answerOf(['one', 'two']), [Promise.resolve(never)]), 0, 1);
    const [sample] = await Promise.all(reader.samples());
    for await (const piece of reader.body(0)) {
      expect(piece.toString()).toBe('one');
      break;
    }
    await expectFault(textOf(sample?.body ?? expect.fail()), 'function_unavailable');
  });
});
