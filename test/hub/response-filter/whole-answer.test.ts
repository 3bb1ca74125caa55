import { describe, expect, it } from 'vitest';
import { type Faces, joinFaces } from '../../../hub/gateway/faces.ts';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import { filterAnswer } from '../../../hub/response-filter/response-filter.ts';
import { collectBody, filterWhole } from '../../../hub/response-filter/whole-answer.ts';
import { faultOf } from '../gateway/faults.ts';
import { converseAnswer } from '../gateway/scripted-models.ts';
import { answerOf, contextOf, inPieces } from './filtered-stream.ts';

const ports = { guardrails: localGuardrails };

function filterBytes(bytes: Uint8Array) {
  return filterWhole(answerOf(inPieces([bytes])), contextOf('Converse'), ports);
}

const filter = (answer: unknown) => filterBytes(Buffer.from(JSON.stringify(answer)));

function bodyOf(withheld: readonly Faces[]) {
  return JSON.parse(Buffer.from(joinFaces(withheld).shown).toString());
}

describe('a whole answer', () => {
  it('is the bytes that came, untouched, where nothing was found', async () => {
    const bytes = Buffer.from(JSON.stringify(converseAnswer('All is well.'), null, 3));
    const { withheld, blocked } = await filterBytes(bytes);
    expect(withheld).toEqual([{ shown: bytes, kept: bytes }]);
    expect(withheld[0]?.kept).toBe(withheld[0]?.shown);
    expect(blocked).toBe(false);
  });

  it('is all end: nothing of it leaves before the completion', async () => {
    const answer = answerOf(inPieces([Buffer.from(JSON.stringify(converseAnswer('Hello')))]));
    const step = await filterAnswer(answer, contextOf('Converse'), ports, false).next();
    expect(step.done).toBe(true);
  });

  it('is masked in place, and says so', async () => {
    const { withheld, verdicts } = await filter(converseAnswer('Ask jane@example.com.'));
    expect(bodyOf(withheld).output.message.content[0].text).toBe('Ask {EMAIL}.');
    expect(verdicts.map(({ verdict }) => verdict)).toContain('masked');
  });

  it('is replaced where it is blocked, and its usage is kept for the bill', async () => {
    const { withheld, blocked, facts } = await filter(converseAnswer('Card 4111 1111 1111 1111.'));
    expect(blocked).toBe(true);
    expect(bodyOf(withheld)).toMatchObject({ stopReason: 'guardrail_intervened' });
    expect(bodyOf(withheld).output.message.content).toEqual([{ text: 'The answer was withheld.' }]);
    expect(facts.usage).toMatchObject({ input: 10, output: 20 });
  });

  it('is screened in the arguments of tool calls too', async () => {
    const content = [{ toolUse: { toolUseId: 't', name: 'send', input: { to: ['jane@example.com'] } } }];
    const { withheld } = await filter({
      output: { message: { role: 'assistant', content } },
      stopReason: 'tool_use',
      usage: {},
    });
    expect(bodyOf(withheld).output.message.content[0].toolUse.input).toEqual({ to: ['{EMAIL}'] });
  });

  it.each([
    ['no JSON', Buffer.from('<html>')],
    ['nothing', Buffer.alloc(0)],
    ['an array', Buffer.from('[]')],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['too deep', Buffer.from(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
  ])('is a fault where it is %s, without a word of it', async (_, bytes) => {
    const fault = await faultOf(filterBytes(bytes));
    expect(fault.code).toBe('model_unavailable');
    expect(fault.message).not.toContain('html');
  });
});

describe('collectBody', () => {
  it('does not copy a body that comes in one piece', async () => {
    const only = Buffer.from('one');
    expect(await collectBody(inPieces([only]), 3)).toBe(only);
  });

  it('joins pieces in order', async () => {
    const body = await collectBody(inPieces(['a', 'b', 'c'].map((piece) => Buffer.from(piece))), 3);
    expect(Buffer.from(body).toString()).toBe('abc');
  });

  it('stops at the limit instead of filling the memory', async () => {
    let pulled = 0;
    async function* endless() {
      for (;;) {
        pulled++;
        yield Buffer.alloc(10);
      }
    }
    expect((await faultOf(collectBody(endless(), 25))).code).toBe('model_unavailable');
    expect(pulled).toBe(3);
  });
});
