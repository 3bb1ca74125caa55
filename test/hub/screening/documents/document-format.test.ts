import { describe, expect, it } from 'vitest';
import { binaryFormat, isHtml, sniffBytes } from '../../../../hub/screening/documents/document-format.ts';

describe('what bytes say', () => {
  it.each([
    ['pdf', '%PDF-1.7'],
    ['pdf', '\u00ef\u00bb\u00bf%PDF-1.7'],
    ['zip', 'PK\u0003\u0004'],
    ['zip', 'PK\u0005\u0006'],
    ['other', 'PK'],
    ['other', ''],
    ['other', ' %PDF-1.7'],
    ['other', 'words about %PDF-1.7'],
  ])('%s: %j', (container, bytes) => {
    expect(sniffBytes(Buffer.from(bytes, 'latin1'))).toBe(container);
  });

  it('looks at the view of a buffer, and not beyond it', () => {
    const whole = Buffer.from('xx%PDF-');
    expect(sniffBytes(whole.subarray(2))).toBe('pdf');
    expect(sniffBytes(whole.subarray(2, 5))).toBe('other');
  });
});

describe('what names say', () => {
  it.each([
    ['pdf', 'pdf'],
    ['application/PDF', 'pdf'],
    ['application/msword', 'legacy'],
    ['xls', 'legacy'],
    ['constructor', undefined],
    ['txt', undefined],
  ])('%s is %s', (name, format) => {
    expect(binaryFormat(name)).toBe(format);
  });

  it.each([
    ['html', 'anything', true],
    ['text/html', '', true],
    ['txt', '\uFEFF \n<!DOCTYPE html><p>', true],
    ['md', '<html lang="en">', true],
    ['md', '<p>a paragraph</p>', false],
    ['txt', 'about <html>', false],
    ['txt', ' '.repeat(100_000), false],
  ])('%s beginning %j is HTML: %s', (format, text, html) => {
    expect(isHtml(format, text)).toBe(html);
  });
});
