import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateInputTokens } from '../../../hub/cost/estimate.ts';
import type { Part } from '../../../hub/screening/parts.ts';

/** Texts and what the larger of the public tokenizers o200k_base and cl100k_base makes of them (counted with js-tiktoken 1.0). */
const counted: readonly (readonly [kind: string, tokens: number, text: string])[] = [
  [
    'English prose',
    21,
    'The adjuster visited the house on Tuesday, found water damage in the kitchen, and took twelve photographs.',
  ],
  [
    'German prose',
    30,
    'Die Gutachterin stellte fest, dass der Wasserschaden in der Küche durch eine undichte Leitung entstanden ist.',
  ],
  ['source code', 25, 'export function add(a, b) {\n  if (a === undefined) return b;\n  return a + b;\n}\n'],
  ['JSON', 31, '{"claim":{"id":"CL-2026-001","amount":1250.75,"items":[1,2,3],"open":true}}'],
  ['figures', 36, '4111 1111 1111 1111, 2026-11-20T19:03:51Z, +1 202 555 0143'],
  ['punctuation', 24, '!@#$%^&*()_+{}|:"<>?-=[];,./!@#$%^&*()'],
  ['base64', 53, 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='],
  ['hexadecimal', 51, 'd2f1c0aa91b74e5f8c3d6e7a9b0c1d2e3f405162738495a6b7c8d9eafb0c1d2e'],
  ['Chinese', 43, '理赔员星期二到访了房屋，发现厨房有水渍损坏，并拍摄了十二张照片。'],
  ['Japanese', 53, '調査員は火曜日に家を訪れ、台所の水漏れによる損害を確認し、写真を十二枚撮影しました。'],
  ['Korean', 48, '손해사정인은 화요일에 집을 방문하여 부엌의 누수 피해를 확인하고 사진 열두 장을 찍었습니다.'],
  ['emoji', 27, '👍🏽👩‍👩‍👧‍👦🎉'],
];

function part(texts: readonly string[], media?: Part['media'], kind: Part['kind'] = 'text'): Part {
  const known = { pointer: '/messages/0/content/0', kind, role: 'user' as const };
  const shown = { ...known, texts: texts.map((text) => ({ text, replace: () => undefined })) };
  return media === undefined ? shown : { ...shown, media };
}

/** What a text adds to a part. */
function estimateTextTokens(text: string): number {
  return estimateInputTokens([part([text])], []) - estimateInputTokens([part([])], []);
}

describe('the estimate of a text', () => {
  it.each(counted)('is not below what a tokenizer counts of %s', (_, tokens, text) => {
    expect(estimateTextTokens(text)).toBeGreaterThanOrEqual(tokens);
  });

  it.each(counted)(
    'is within three times of what a tokenizer counts of %s, so that caps stay usable',
    (_, tokens, text) => {
      expect(estimateTextTokens(text)).toBeLessThanOrEqual(tokens * 3);
    },
  );

  it('is nothing for nothing', () => {
    expect(estimateTextTokens('')).toBe(0);
  });

  it('grows with the text, and is a whole number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, more) => {
        const before = estimateTextTokens(text);
        const after = estimateTextTokens(text + more);
        expect(Number.isSafeInteger(after)).toBe(true);
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('is at least a token for three characters, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(estimateTextTokens(text)).toBeGreaterThanOrEqual(Math.ceil(text.length / 3));
      }),
    );
  });
});

describe('the estimate of a request', () => {
  const empty = estimateInputTokens([], []);

  it('counts every text of every part', () => {
    const once = estimateInputTokens([part(['Hello there'])], []);
    expect(estimateInputTokens([part(['Hello there', 'Hello there'])], [])).toBe(
      once + estimateTextTokens('Hello there'),
    );
    expect(estimateInputTokens([part(['Hello there']), part(['Hello there'])], [])).toBe(2 * once - empty);
  });

  it('counts the rules that the gateway adds', () => {
    const rule = 'Never promise a payment.';
    expect(estimateInputTokens([], [rule])).toBeGreaterThanOrEqual(empty + estimateTextTokens(rule));
  });

  it('counts an image as the most that a provider charges, whatever its bytes', () => {
    const small = estimateInputTokens([part([], { format: 'png', bytes: 100 }, 'image')], []);
    expect(small).toBeGreaterThanOrEqual(4_800);
    expect(estimateInputTokens([part([], { format: 'png', bytes: 3_000_000 }, 'image')], [])).toBe(small);
  });

  it('counts a document by its bytes, up to a whole context', () => {
    const document = (bytes: number) => estimateInputTokens([part([], { format: 'pdf', bytes }, 'document')], []);
    expect(document(6_000)).toBeGreaterThanOrEqual(3_000);
    expect(document(12_000)).toBeGreaterThan(document(6_000));
    expect(document(100_000_000)).toBe(1_000_000);
  });

  it('never falls when a part is added', () => {
    const texts = fc.array(fc.string(), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 6 }), texts, (parts, more) => {
        const before = parts.map((each) => part(each));
        expect(estimateInputTokens([...before, part(more)], [])).toBeGreaterThan(estimateInputTokens(before, []));
      }),
    );
  });
});
