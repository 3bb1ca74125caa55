import { describe, expect, it } from 'vitest';
import { findAll, type Match } from '../../../../hub/screening/detector.ts';
import { contextWords } from '../../../../hub/screening/national-identifiers/context-words.ts';
import type { Identifier } from '../../../../hub/screening/national-identifiers/identifier.ts';
import { identifierDetector } from '../../../../hub/screening/national-identifiers/identifier-detector.ts';

const words = contextWords('member', 'club card');
const sure: Identifier = {
  type: 'SURE',
  kind: 'digits',
  forms: { 8: 'nothing', '4 4': 'nothing' },
  words,
  valid: () => true,
};
const alone: Identifier = { ...sure, type: 'ALONE', forms: { 6: 'line' } };
const told: Identifier = { ...sure, type: 'TOLD', kind: 'code', forms: { 5: 'words', '1-4': 'words' } };
const detector = identifierDetector('clubs', [sure, alone, told]);

function spans(text: string): string[] {
  return findAll(detector, text).map((match) => `${match.type} ${text.slice(match.start, match.end)}`);
}

describe('a number that needs no evidence', () => {
  for (const text of [
    '12345678',
    'x: 12345678.',
    '(12345678)',
    '번호12345678입니다',
    'é12345678é',
    'a-12345678',
    '12345678, 9',
  ]) {
    it(`is found in "${text}"`, () => expect(spans(text)).toEqual(['SURE 12345678']));
  }

  const glued = [
    'x12345678',
    '12345678x',
    '_12345678',
    '12345678_',
    '+12345678',
    '$12345678',
    '12345678%',
    '12345678@x',
  ];
  const longer = ['12345678.5', '12345678,50', '1.12345678', '1-12345678', '12345678-1', '12345678-a', '12345678/9'];
  for (const text of [...glued, ...longer]) {
    it(`is part of something longer in "${text}"`, () => expect(spans(text)).toEqual([]));
  }

  it('is found in groups, but not where more digits stand beside them', () => {
    expect(spans('a 1234 5678 b')).toEqual(['SURE 1234 5678']);
    expect(spans('9 1234 5678')).toEqual([]);
    expect(spans('1234 5678 9')).toEqual([]);
  });
});

describe('a number that has to stand alone', () => {
  for (const text of ['123456', ' 123456', '123456 ', '123456.', 'list:\n123456\r\n', 'a\n123456']) {
    it(`does in ${JSON.stringify(text)}`, () => expect(spans(text)).toEqual(['ALONE 123456']));
  }
  for (const text of ['a 123456', '123456 a', '123456, 123457', '"123456"']) {
    it(`does not in ${JSON.stringify(text)}`, () => expect(spans(text)).toEqual([]));
  }
  it('may follow telling words instead', () => {
    expect(spans('The member 123456 left')).toEqual(['ALONE 123456']);
  });
});

describe('telling words', () => {
  const telling = [
    'member AB123',
    'MEMBER: AB123',
    'members’ code is given (by them): member number AB123',
    'club card AB123',
    'club_card=AB123',
    'clubCardNumber: AB123',
    'member\nAB123',
  ];
  for (const text of telling) {
    it(`tell in ${JSON.stringify(text)}`, () => expect(spans(text)).toEqual(['TOLD AB123']));
  }
  const silent = [
    'AB123',
    'remember AB123',
    'membership AB123',
    'member 7 has AB123',
    'member.\nAlso AB123',
    `member ${'x '.repeat(30)}AB123`,
    'AB123 member',
  ];
  for (const text of silent) {
    it(`do not tell in ${JSON.stringify(text)}`, () => expect(spans(text)).toEqual([]));
  }
  it('tell of each number on a list', () => {
    expect(spans('members: none. member 123456 and 123457, 123458')).toEqual([
      'ALONE 123456',
      'ALONE 123457',
      'ALONE 123458',
    ]);
  });
  it('tell of a form with separators', () => expect(spans('member A-1234')).toEqual(['TOLD A-1234']));
});

describe('hostile text', () => {
  const size = 200_000;
  for (const unit of [
    '1',
    '1-',
    '1 ',
    'a1',
    '1234 ',
    '1234 1234 ',
    '123456 ',
    '123456\n',
    'member ',
    'a',
    '1.',
    ' ',
    '\u0000',
  ]) {
    it(`of ${JSON.stringify(unit)} is read to its end, in whole and in pieces`, () => {
      const text = unit.repeat(size / unit.length);
      const whole: Match[] = [];
      expect(detector.scan(text, 0, true, whole)).toBe(text.length);
      const resume = detector.scan(text, 0, false, []);
      expect(text.length - resume).toBeLessThanOrEqual(64);
    });
  }

  it('does not hold a stream back for a long run of letters after a number', () => {
    const text = `1234 ${'a'.repeat(100)}`;
    expect(detector.scan(text, 0, false, [])).toBe(text.length);
  });
});

describe('a list of numbers with blanks between them', () => {
  const spaced: Identifier = { ...sure, type: 'SPACED', kind: 'code', forms: { '2 6 1 3': 'nothing' } };
  const inLists = identifierDetector('lists', [sure, spaced]);
  const inList = (text: string) =>
    findAll(inLists, text).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

  it('holds no number of digits in groups', () => {
    expect(inList('12 1234 1234 12')).toEqual([]);
    expect(inList('a 1234 1234 b')).toEqual(['SURE 1234 1234']);
  });

  it('may hold a number in one piece, and a code in groups', () => {
    expect(inList('12 x12345678')).toEqual([]);
    expect(inList('12 34 56 65 180390 M 008')).toEqual(['SPACED 65 180390 M 008']);
    expect(inList('12 34 56 65 180390 7 008')).toEqual([]);
  });
});
