import { describe, expect, it } from 'vitest';
import { createScreener } from '../../../hub/screening/create-screener.ts';
import type { PartVerdict } from '../../../hub/screening/parts.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import type { EntityAction } from '../../../shared/config/bundle.ts';
import { dialectFor } from '../gateway/dialects/dialect-cases.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';
import { frame } from '../gateway/scripted-models.ts';
import {
  begin,
  brief,
  citation,
  contextOf,
  filtered,
  finish,
  inOrder,
  input,
  reasoning,
  said,
  signature,
  stop,
  text,
  toolStart,
  usage,
} from './filtered-stream.ts';

const jane = 'jane@example.com';

/** The answer to a prompt in which Jane's address became `{EMAIL_1}`. */
function streamed(frames: readonly Uint8Array[], email: EntityAction = 'pseudonymize', value = jane) {
  const { bundle } = testPolicy();
  const application = bundle.applications.claims ?? expect.fail();
  const screening = { ...application.screening, output: { entities: { EMAIL: email } } };
  const pseudonyms = new Pseudonyms();
  pseudonyms.tokenFor('EMAIL', value);
  const screener = createScreener({ ...application, screening }, bundle.guardrails.baseline ?? expect.fail(), 'output');
  return filtered(frames, contextOf('ConverseStream', { screener, pseudonyms }));
}

describe('a streamed answer', () => {
  it('says values to the caller, and tokens in what is kept', async () => {
    const { shown, kept } = await streamed([begin, text(0, 'Ask {EM'), text(0, 'AIL_1} now'), stop(0), ...finish]);
    expect(said(shown, 0)).toBe(`Ask ${jane} now`);
    expect(said(kept, 0)).toBe('Ask {EMAIL_1} now');
  });

  it('leaves one buffer for both where nothing is restored', async () => {
    const { end } = await streamed([begin, text(0, 'Hello. '), stop(0), ...finish]);
    for (const { shown, kept } of end.withheld) expect(shown).toBe(kept);
  });

  it('restores what screening itself pseudonymized: the caller sees the model’s words', async () => {
    const frames = [begin, text(0, 'Or joe@exa'), text(0, 'mple.org, not {EMAIL_2}.'), stop(0), ...finish];
    const { shown, kept } = await streamed(frames);
    expect(said(shown, 0)).toBe('Or joe@example.org, not {EMAIL_2}.');
    expect(said(kept, 0)).toBe('Or {EMAIL_2}, not {EMAIL_2}.');
  });

  it('restores after screening: a policy that masks answers does not mask what the caller itself sent', async () => {
    const { shown } = await streamed([begin, text(0, '{EMAIL_1} or joe@example.org'), stop(0), ...finish], 'mask');
    expect(said(shown, 0)).toBe(`${jane} or {EMAIL}`);
  });

  it('escapes values in the arguments of tool calls, which come as JSON source', async () => {
    const quoted = '"jane doe"@example.com';
    const frames = [begin, toolStart(1), input(1, '{"to":["{EMA'), input(1, 'IL_1}"]}'), stop(1), ...finish];
    const { shown, kept } = await streamed(frames, 'pseudonymize', quoted);
    expect(JSON.parse(said(shown, 1))).toEqual({ to: [quoted] });
    expect(said(kept, 1)).toBe('{"to":["{EMAIL_1}"]}');
  });

  it('restores whole texts inside events: a citation, a tool’s name', async () => {
    const frames = [
      begin,
      citation(0, 'Letter to {EMAIL_1}'),
      stop(0),
      toolStart(1, 'ask {EMAIL_1}'),
      stop(1),
      ...finish,
    ];
    const { shown, kept } = await streamed(frames);
    const restored = JSON.stringify(shown);
    expect(restored).toContain(`"title":"Letter to ${jane}"`);
    expect(restored).toContain(`"text":"of Letter to ${jane}"`);
    expect(restored).toContain(`"name":"ask ${jane}"`);
    expect(restored).not.toContain('EMAIL_1');
    expect(JSON.stringify(kept)).not.toContain(jane);
  });

  it('restores the text of an event and what stands beside it, each in its own way', async () => {
    const both = frame('contentBlockDelta', {
      contentBlockIndex: 0,
      delta: { text: 'a {EMAIL_1} ' },
      note: '{EMAIL_1}',
    });
    const { shown, kept } = await streamed([begin, both, stop(0), ...finish]);
    expect(shown[1]?.payload).toMatchObject({ delta: { text: `a ${jane} ` }, note: jane });
    expect(kept[1]?.payload).toMatchObject({ delta: { text: 'a {EMAIL_1} ' }, note: '{EMAIL_1}' });
  });

  it('restores in what ends the message, such as a trace that quotes', async () => {
    const trace = frame('metadata', { trace: { guardrail: { modelOutput: ['Dear {EMAIL_1}'] } } });
    const { shown, kept } = await streamed([begin, text(0, 'Hi. '), stop(0), finish[0]!, trace]);
    expect(JSON.stringify(shown.at(-1))).toContain(`Dear ${jane}`);
    expect(JSON.stringify(kept)).not.toContain(jane);
  });

  it('keeps the order of blocks while a token is awaited', async () => {
    const frames = [
      begin,
      text(0, 'a {EMAIL'),
      toolStart(1),
      input(1, '{}'),
      text(0, '_1}'),
      stop(0),
      stop(1),
      ...finish,
    ];
    const { left } = await streamed(frames);
    expect(inOrder(left)).toEqual(['messageStart', `0:a ${jane}`, 'start 1', '1:{}', 'stop 0', 'stop 1']);
  });

  it('gives out what never became a token before its block ends, or the stream breaks off', async () => {
    const { left, shown } = await streamed([begin, text(0, 'see {EMAIL'), stop(0), ...finish]);
    expect(inOrder(left)).toEqual(['messageStart', '0:see {EMAIL', 'stop 0']);
    expect(shown.map(brief).at(-1)).toBe('metadata');
  });
});

describe('streamed reasoning', () => {
  const thought = [begin, reasoning(0, 'I write to {EMA'), reasoning(0, 'IL_1} now')];

  it('is restored where nothing signs it', async () => {
    const { shown, kept } = await streamed([...thought, stop(0), text(1, 'Done. '), stop(1), ...finish]);
    expect(said(shown, 0)).toBe(`I write to ${jane} now`);
    expect(said(kept, 0)).toBe('I write to {EMAIL_1} now');
  });

  it('stays as the model wrote it where a signature covers it', async () => {
    const { shown } = await streamed([...thought, signature(0), stop(0), text(1, '{EMAIL_1}'), stop(1), ...finish]);
    expect(said(shown, 0)).toBe('I write to {EMAIL_1} now');
    expect(said(shown, 1)).toBe(jane);
  });

  it('leaves before its signature and before its end', async () => {
    const { left } = await streamed([...thought, signature(0), stop(0), ...finish]);
    expect(left.flat().slice(-2)).toEqual(['0:', 'stop 0']);
    expect(inOrder([left.flat().slice(0, -2)])).toEqual(['messageStart', '0:I write to {EMAIL_1} now']);
  });
});

describe('Claude’s own stream', () => {
  const chunkOf = (event: object) => frame('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64') });
  const delta = (piece: object) => chunkOf({ type: 'content_block_delta', index: 0, delta: piece });
  const thinking = (text: string) => delta({ type: 'thinking_delta', thinking: text });
  const ends = [
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
    { type: 'message_stop' },
  ].map(chunkOf);

  async function thoughts(...frames: readonly Uint8Array[]): Promise<string> {
    const pseudonyms = new Pseudonyms();
    pseudonyms.tokenFor('EMAIL', jane);
    const dialect = dialectFor('InvokeModelWithResponseStream', 'anthropic-messages');
    const { shown } = await filtered([...frames, ...ends], contextOf('ConverseStream', { dialect, pseudonyms }));
    const events = shown.map(({ payload }) => JSON.parse(Buffer.from(String(payload.bytes), 'base64').toString()));
    return events.map((event) => event.delta?.thinking ?? '').join('');
  }

  it('keeps signed thinking as the model wrote it', async () => {
    const signed = delta({ type: 'signature_delta', signature: 'c2lnbmVk' });
    expect(await thoughts(thinking('to {EMAIL'), thinking('_1} now'), signed)).toBe('to {EMAIL_1} now');
  });

  it('restores thinking that nothing signs', async () => {
    expect(await thoughts(thinking('to {EMAIL'), thinking('_1} now'))).toBe(`to ${jane} now`);
  });
});

describe('a stream on which screening fails', () => {
  function failingAt(moment: 'push' | 'flush') {
    let failed = false;
    const verdict = (): PartVerdict => {
      const known = { pointer: '/0', kind: 'text', findings: [] } as const;
      return failed
        ? { ...known, verdict: 'not_run', reason: 'a detector broke', failed: true }
        : { ...known, verdict: 'passed' };
    };
    const step = (now: typeof moment, text: string) => {
      failed ||= now === moment;
      return failed ? '' : text;
    };
    return contextOf('ConverseStream', {
      unreadable: 'allow-unscreened',
      screener: {
        screen: () => verdict(),
        screenTogether: (_, verdicts) => verdicts,
        stream: () => ({ push: (text) => step('push', text), flush: () => step('flush', ''), verdict }),
      },
    });
  }

  it.each(['push', 'flush'] as const)(
    'is refused at %s, whatever the policy, and says so of the part',
    async (moment) => {
      const frames = [begin, text(0, 'Hello. '), stop(0), text(1, 'zebra'), stop(1), ...finish];
      const { end, shown } = await filtered(frames, failingAt(moment));
      expect(end.refusal?.code).toBe('screening_unavailable');
      expect(end.withheld).toEqual([]);
      expect(end.verdicts[0]).toMatchObject({ verdict: 'not_run', reason: 'a detector broke', failed: true });
      expect(shown.map(brief).join()).not.toMatch(/zebra|stop/);
    },
  );

  it('is read to its end all the same, for the usage that settles the call', async () => {
    const { end } = await filtered([begin, text(0, 'x'), stop(0), finish[0]!, usage], failingAt('push'));
    expect(end.facts.usage).toMatchObject({ input: 10, output: 20 });
  });
});
