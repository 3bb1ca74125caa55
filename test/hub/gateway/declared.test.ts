import { describe, expect, it } from 'vitest';
import { readDeclared } from '../../../hub/gateway/declared.ts';
import type { ParsedRequest } from '../../../hub/gateway/dialects/dialect.ts';

function declaring(declared: ParsedRequest['declared']): ParsedRequest {
  return { declared } as ParsedRequest;
}

const silent = declaring({});

describe('what a caller declares', () => {
  it('is nothing where it declares nothing', () => {
    expect(readDeclared({}, silent)).toEqual({ purpose: null, user: null });
  });

  it('is what Bedrock’s own request metadata says', () => {
    const request = declaring({ purpose: 'claims-letter', user: 'adjuster-17' });
    expect(readDeclared({}, request)).toEqual({ purpose: 'claims-letter', user: 'adjuster-17' });
  });

  it('is what the headers say where the body has no such field', () => {
    const headers = { 'x-gatehouse-purpose': 'claims-letter', 'x-gatehouse-user': 'adjuster-17' };
    expect(readDeclared(headers, silent)).toEqual({ purpose: 'claims-letter', user: 'adjuster-17' });
  });

  it('is what the body says where both do, each for itself', () => {
    const headers = { 'x-gatehouse-purpose': 'of the header', 'x-gatehouse-user': 'of the header' };
    expect(readDeclared(headers, declaring({ purpose: 'of the body' }))).toEqual({
      purpose: 'of the body',
      user: 'of the header',
    });
  });

  it.each(['Jürgen Müller', '李雷', 'o’neill@example.com', 'team/7 (night)', 'x'.repeat(256), '👩‍⚕️'.slice(0, 2)])(
    'may be any printable name: %s',
    (user) => {
      expect(readDeclared({}, declaring({ user }))).toEqual({ purpose: null, user });
    },
  );

  it.each([
    ['nothing at all', ''],
    ['more than 256 characters', 'x'.repeat(257)],
    ['a great deal', 'x'.repeat(1_000_000)],
    ['a line break', 'jane\nadmin'],
    ['a NUL', 'jane\0'],
    ['an escape sequence', '\u001b[31mjane'],
    ['a right-to-left override', 'jane\u202etxt'],
    ['a zero-width space', 'ja\u200bne'],
    ['half a surrogate pair', 'jane\ud800'],
    ['a line separator', 'jane\u2028'],
  ])('is refused where it is %s, in either field, unquoted', (_, value) => {
    for (const request of [declaring({ purpose: value }), declaring({ user: value })]) {
      const refusal = readDeclared({}, request);
      expect(refusal).toMatchObject({ kind: 'refusal', code: 'request_malformed' });
      expect(JSON.stringify(refusal)).not.toContain('jane');
    }
  });

  it('is refused in a header as in the body', () => {
    expect(readDeclared({ 'x-gatehouse-user': '\u0007' }, silent)).toMatchObject({ code: 'request_malformed' });
  });
});
