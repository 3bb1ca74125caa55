import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerPseudonyms } from '../../../hub/response-filter/answer-pseudonyms.ts';
import { type Place, Restorer } from '../../../hub/response-filter/restorer.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';

function promptWith(...values: readonly string[]): Pseudonyms {
  const pseudonyms = new Pseudonyms();
  for (const value of values) pseudonyms.tokenFor('EMAIL', value);
  return pseudonyms;
}

const answering = (...values: readonly string[]) => new AnswerPseudonyms(promptWith(...values));

function whole(pseudonyms: AnswerPseudonyms, text: string, place: Place = 'text', signed = false) {
  return new Restorer(pseudonyms, place).end(text, signed);
}

function pieces(pseudonyms: AnswerPseudonyms, texts: readonly string[], place: Place = 'text', signed = false) {
  const restorer = new Restorer(pseudonyms, place);
  return [...texts.map((text) => restorer.push(text)), restorer.end('', signed)];
}

describe('what the model wrote', () => {
  it('is restored where it is a token of the prompt, and kept as a token', () => {
    expect(whole(answering('jane@example.com'), 'To {EMAIL_1}, from {EMAIL_1}.')).toEqual({
      kept: 'To {EMAIL_1}, from {EMAIL_1}.',
      shown: 'To jane@example.com, from jane@example.com.',
    });
  });

  it.each(['EMAIL_1', '{EMAIL_ 1}', '{email_1}', '{EMAIL_01}', '{EMAIL_2}', '{EMAIL}', '{PHONE_1}', '{EMAIL_1'])(
    'is left as it is where it is none: %s',
    (text) => {
      expect(whole(answering('jane@example.com'), text)).toEqual({ kept: text, shown: text });
    },
  );

  it('is found behind braces that are none of a token’s', () => {
    expect(whole(answering('j@x.org'), '{{EMAIL_1}} {"a":{EMAIL_1}}').shown).toBe('{j@x.org} {"a":j@x.org}');
  });

  it('is not read again once it is restored', () => {
    const pseudonyms = answering('{EMAIL_2}', 'second@x.org');
    expect(whole(pseudonyms, '{EMAIL_1}').shown).toBe('{EMAIL_2}');
  });
});

describe('what screening put into the answer', () => {
  it('is restored, and kept without its mark', () => {
    const pseudonyms = answering();
    const marked = pseudonyms.tokenFor('EMAIL', 'new@x.org');
    expect(marked).not.toBe('{EMAIL_1}');
    expect(whole(pseudonyms, `Ask ${marked}.`)).toEqual({ kept: 'Ask {EMAIL_1}.', shown: 'Ask new@x.org.' });
  });

  it('is not confused with the same token that the model made up', () => {
    const pseudonyms = answering();
    const marked = pseudonyms.tokenFor('EMAIL', 'new@x.org');
    expect(whole(pseudonyms, `${marked} {EMAIL_1}`).shown).toBe('new@x.org {EMAIL_1}');
  });

  it('is numbered on from the prompt, and the same for the same value', () => {
    const pseudonyms = answering('jane@example.com');
    const [known, other] = ['jane@example.com', 'new@x.org'].map((value) => pseudonyms.tokenFor('EMAIL', value));
    expect(whole(pseudonyms, `${known} ${other}`).kept).toBe('{EMAIL_1} {EMAIL_2}');
  });

  it('goes back into JSON source as it stood there, already escaped', () => {
    const pseudonyms = answering();
    const marked = pseudonyms.tokenFor('PRIVATE_KEY', String.raw`a\nb`);
    expect(whole(pseudonyms, `{"k":"${marked}"}`, 'json-source').shown).toBe(String.raw`{"k":"a\nb"}`);
  });

  it('bears a mark that is another in each call', () => {
    const [one, two] = [answering(), answering()].map((pseudonyms) => pseudonyms.tokenFor('EMAIL', 'x'));
    expect(one).not.toBe(two);
    expect(whole(answering('x'), one ?? '').shown).toBe(one);
  });
});

describe('the arguments of a tool call', () => {
  it('take values escaped, so that a value adds no argument', () => {
    const pseudonyms = answering('x","admin":true,"y":"\n\\');
    const { shown } = whole(pseudonyms, '{"to":"{EMAIL_1}"}', 'json-source');
    expect(JSON.parse(shown)).toEqual({ to: 'x","admin":true,"y":"\n\\' });
  });

  it('stay valid JSON whatever the value is, and say exactly the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { shown } = whole(answering(value), '{"{EMAIL_1}":["{EMAIL_1}"]}', 'json-source');
        expect(Object.entries(JSON.parse(shown))).toEqual([[value, [value]]]);
      }),
    );
  });
});

describe('a stream', () => {
  it('holds back from a brace while a token can still come, and not longer', () => {
    const shown = pieces(answering('j@x.org'), ['see {EM', 'AIL_', '1} {', 'x} {EMAIL_2', '.']).map((one) => one.shown);
    expect(shown).toEqual(['see ', '', 'j@x.org ', '{x} {EMAIL_2', '.', '']);
  });

  it('gives out at its end what never became a token', () => {
    expect(pieces(answering('j@x.org'), ['so {EMAIL_1']).map((one) => one.shown)).toEqual(['so ', '{EMAIL_1']);
  });

  it('holds nothing back where the call has no token', () => {
    expect(pieces(answering(), ['{EMAIL_', '{']).map((one) => one.shown)).toEqual(['{EMAIL_', '{', '']);
  });

  it('says the same as the whole text, however it is cut, and never more than a token behind', () => {
    const pseudonyms = answering('a@x.org', '__proto__', '{EMAIL_3}', 'ü😀');
    const word = fc.oneof(
      fc.constantFrom(
        '{EMAIL_1}',
        '{EMAIL_2}',
        '{EMAIL_3}',
        '{EMAIL_4}',
        '{EMAIL_5}',
        '{',
        '}',
        '{EMAIL_',
        'EMAIL_1}',
        '😀',
      ),
      fc.string({ maxLength: 6 }),
    );
    const place = fc.constantFrom<Place>('text', 'json-source');
    fc.assert(
      fc.property(fc.array(word), place, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (words, where, lengths) => {
        const text = words.join('');
        const cuts: string[] = [];
        for (let at = 0; at < text.length; ) {
          const length = lengths.next().value ?? 1;
          cuts.push(text.slice(at, at + length));
          at += length;
        }
        const streamed = pieces(pseudonyms, cuts, where);
        let behind = 0;
        for (const [at, piece] of streamed.slice(0, -1).entries()) {
          behind += (cuts[at]?.length ?? 0) - piece.kept.length;
          expect(behind).toBeLessThan('{EMAIL_1}'.length);
        }
        const joined = (face: 'kept' | 'shown') => streamed.map((piece) => piece[face]).join('');
        expect({ kept: joined('kept'), shown: joined('shown') }).toEqual(whole(pseudonyms, text, where));
      }),
      { numRuns: 300 },
    );
  });

  it('of many tokens and open braces is read in time that grows with the text', () => {
    const many = new Pseudonyms();
    for (let at = 0; at < 20_000; at += 1) many.tokenFor('EMAIL', `${at}@x.org`);
    const restorer = new Restorer(new AnswerPseudonyms(many), 'text');
    let shown = '';
    for (let at = 0; at < 20_000; at += 1) shown += restorer.push('{EMAIL_{EMAIL_19999').shown;
    expect(shown + restorer.end().shown).toBe('{EMAIL_{EMAIL_19999'.repeat(20_000));
  });
});

describe('reasoning', () => {
  it('streams up to its first token and waits there for what may sign it', () => {
    const shown = pieces(answering('j@x.org'), ['Let me see ', '{EMAIL_1', '} and ', 'more']).map((one) => one.shown);
    const waited = pieces(answering('j@x.org'), ['Let me see ', '{EMAIL_1', '} and ', 'more'], 'reasoning');
    expect(shown).toEqual(['Let me see ', '', 'j@x.org and ', 'more', '']);
    expect(waited.map((one) => one.shown)).toEqual(['Let me see ', '', '', '', 'j@x.org and more']);
  });

  it('keeps the model’s tokens where it is signed, because the signature covers them', () => {
    const signed = pieces(answering('j@x.org'), ['a {EMAIL_1} b {EMA', 'IL_1} c'], 'reasoning', true);
    expect(signed.map((one) => one.shown).join('')).toBe('a {EMAIL_1} b {EMAIL_1} c');
  });

  it('gets back what screening took out of it, signed or not: then it is what was signed', () => {
    const pseudonyms = answering('j@x.org');
    const marked = pseudonyms.tokenFor('EMAIL', 'new@x.org');
    const signed = pieces(pseudonyms, [`${marked} `, '{EMAIL_1} ', marked], 'reasoning', true);
    expect(signed.map((one) => one.shown).join('')).toBe('new@x.org {EMAIL_1} new@x.org');
    expect(signed.map((one) => one.kept).join('')).toBe('{EMAIL_2} {EMAIL_1} {EMAIL_2}');
  });
});
