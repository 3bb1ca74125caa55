import { describe, expect, it } from 'vitest';
import { expectFault } from '../gateway/faults.ts';
import { exceptionFrame, frame } from '../gateway/scripted-models.ts';
import { begin, brief, filtered, finish, inOrder, input, stop, text, toolStart, usage } from './filtered-stream.ts';

const flat = (left: readonly (readonly string[])[]) => left.flat();
const saidIn = (left: readonly (readonly string[])[], index: number) =>
  flat(left)
    .filter((entry) => entry.startsWith(`${index}:`))
    .map((entry) => entry.slice(2))
    .join('');

describe('text in one channel', () => {
  it('leaves as it comes where nothing can begin in it', async () => {
    const { left } = await filtered([begin, text(0, 'Hello. '), text(0, 'How are you? '), stop(0), ...finish]);
    expect(left.slice(0, 2)).toEqual([['messageStart'], ['0:Hello. ']]);
    expect(saidIn(left, 0)).toBe('Hello. How are you? ');
  });

  it('is masked where a finding is spread over events, and ends before its stop', async () => {
    const pieces = ['Write to ja', 'ne@exam', 'ple.com today.'];
    const { left } = await filtered([begin, ...pieces.map((piece) => text(0, piece)), stop(0), ...finish]);
    expect(saidIn(left, 0)).toBe('Write to {EMAIL} today.');
    expect(flat(left).at(-1)).toBe('stop 0');
    expect(flat(left).join()).not.toContain('jane');
  });

  it('lets an event that stands behind held text wait for it', async () => {
    const unknown = frame('futureEvent', {});
    const { left } = await filtered([begin, text(0, 'jane'), unknown, text(0, '@example.com'), stop(0), ...finish]);
    expect(flat(left)).toEqual(['messageStart', '0:{EMAIL}', 'futureEvent', 'stop 0']);
  });

  it('withholds what ends the message, and tells the facts of it', async () => {
    const { left, end, withheld } = await filtered([begin, text(0, 'Hello. '), stop(0), ...finish]);
    expect(flat(left)).not.toContain('messageStop');
    expect(withheld.map(brief)).toEqual(['messageStop', 'metadata']);
    expect(end.facts).toMatchObject({ finishReasons: ['end_turn'], usage: { input: 10, output: 20 } });
    expect(end.blocked).toBe(false);
  });

  it('loses nothing of a block that the model never stops', async () => {
    const { left, withheld } = await filtered([begin, text(0, 'Ask jane@example.com'), ...finish]);
    const all = [...flat(left), ...withheld.map(brief)];
    expect(saidIn([all], 0)).toBe('Ask {EMAIL}');
    expect(all.at(-1)).toBe('metadata');
  });

  it('screens what a model writes on in a block that it had ended', async () => {
    const more = [text(0, 'and jane@exam'), text(0, 'ple.com too'), stop(0)];
    const { left } = await filtered([begin, text(0, 'Hello '), stop(0), ...more, ...finish]);
    expect(saidIn(left, 0)).toBe('Hello and {EMAIL} too');
  });
});

describe('interleaved channels', () => {
  it('keep the order of the blocks: a later block waits for text that is held in an earlier one', async () => {
    const { left } = await filtered([
      begin,
      text(0, 'jane'),
      toolStart(1),
      input(1, '{"a":1}'),
      text(0, '@example.com'),
      stop(0),
      stop(1),
      ...finish,
    ]);
    expect(inOrder(left)).toEqual(['messageStart', '0:{EMAIL}', 'start 1', '1:{"a":1}', 'stop 0', 'stop 1']);
  });

  it('keep the order within each, where both hold something', async () => {
    const { left } = await filtered([
      begin,
      text(0, 'ask ja'),
      text(1, 'Hello. '),
      text(1, 'or jo'),
      text(0, 'ne@example.com. '),
      text(1, 'e@example.com. '),
      text(0, 'Now.'),
      stop(1),
      stop(0),
      ...finish,
    ]);
    expect(saidIn(left, 0)).toBe('ask {EMAIL}. Now.');
    expect(saidIn(left, 1)).toBe('Hello. or {EMAIL}. ');
    const order = flat(left);
    expect(order.indexOf('stop 1')).toBeGreaterThan(order.findLastIndex((entry) => entry.startsWith('1:')));
    expect(order.indexOf('stop 0')).toBeGreaterThan(order.findLastIndex((entry) => entry.startsWith('0:')));
  });

  it('never let a block’s text leave before its start', async () => {
    const { left } = await filtered([
      begin,
      text(0, 'jane'),
      toolStart(1),
      input(1, '{"to":"joe@exam'),
      input(1, 'ple.com"}'),
      stop(1),
      stop(0),
      ...finish,
    ]);
    const order = flat(left);
    expect(order.indexOf('start 1')).toBeLessThan(order.findIndex((entry) => entry.startsWith('1:')));
    expect(saidIn(left, 1)).toBe('{"to":"{EMAIL}"}');
    expect(saidIn(left, 0)).toBe('jane');
  });
});

describe('a stream that is blocked on the way', () => {
  const card = [text(0, 'The card is 4111 1111 '), text(0, '1111 1111, and more. ')];

  it('releases nothing of the finding and nothing after it', async () => {
    const { left, end, withheld } = await filtered([begin, ...card, text(0, 'zanzibar'), stop(0), ...finish]);
    expect(flat(left).join()).not.toMatch(/4111|more|zanzibar|stop/);
    expect(end.blocked).toBe(true);
    expect(withheld.map(brief)).toEqual(['0:The answer was withheld.', 'stop 0', 'messageStop', 'metadata']);
  });

  it('is read to its end, for the usage that settles the call', async () => {
    const { left, end } = await filtered([begin, ...card, stop(0), text(1, 'x'), stop(1), ...finish]);
    expect(left).toHaveLength(8);
    expect(end.facts.usage).toMatchObject({ input: 10, output: 20 });
    expect(end.verdicts[0]).toMatchObject({ verdict: 'blocked', kind: 'text' });
  });

  it('closes only blocks of which the caller has seen the beginning and not the end', async () => {
    const done = [text(0, 'Done. '), stop(0)];
    const open = [toolStart(1), input(1, '{"a": 1, ')];
    const { left, withheld } = await filtered([
      begin,
      ...done,
      ...open,
      ...card.map((_, at) => text(2, at === 0 ? 'card 4111 1111 ' : '1111 1111 ')),
      ...finish,
    ]);
    expect(flat(left)).toContain('start 1');
    const closed = withheld.map(brief).filter((entry) => entry.startsWith('stop '));
    expect(closed).toContain('stop 1');
    expect(closed).not.toContain('stop 0');
  });

  it('says nothing of a block that was still waiting behind the finding', async () => {
    const hidden = [toolStart(1), input(1, '{}')];
    const [first, second] = card;
    const { left, withheld } = await filtered([begin, first!, ...hidden, second!, stop(0), stop(1), ...finish]);
    expect([...flat(left), ...withheld.map(brief)].filter((entry) => / 1$|^1:/.test(entry))).toEqual([]);
  });

  it('is blocked too where the finding ends with the block', async () => {
    const { end, withheld } = await filtered([begin, text(0, 'card 4111 1111 1111 1111'), stop(0), ...finish]);
    expect(end.blocked).toBe(true);
    expect(withheld.map(brief)).toContain('stop 0');
  });
});

describe('a stream that breaks off', () => {
  it('is no answer where its message was not ended', async () => {
    await expectFault(filtered([begin, text(0, 'Hello. '), stop(0)]), 'model_stream_broken');
  });

  it('is no answer where a frame was cut', async () => {
    await expectFault(filtered([begin, text(0, 'Hello. '), usage.subarray(0, 20)]), 'model_stream_broken');
  });

  it('passes Bedrock’s own exception on, behind all text that came before it', async () => {
    const { left, end, withheld } = await filtered([
      begin,
      text(0, 'Ask jane@example.com'),
      exceptionFrame('throttlingException', 'slow down'),
    ]);
    const all = [...flat(left), ...withheld.map(brief)];
    expect(saidIn([all], 0)).toBe('Ask {EMAIL}');
    expect(all.at(-1)).toBe('exception throttlingException');
    expect(end.errorType).toBe('throttlingException');
  });
});
