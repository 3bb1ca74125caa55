import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../../hub/screening/documents/pdf-text.ts';
import { TextCollector } from '../../../../hub/screening/documents/text-collector.ts';
import { line, type PdfParts, pdf, pdfOf } from './document-files.ts';

async function textsOf(bytes: Uint8Array): Promise<string[]> {
  const collector = new TextCollector();
  await readPdf(bytes, collector);
  return collector.texts();
}

const seen = line('seen');

describe('what the reader of a PDF sees', () => {
  it.each([
    ['a compressed stream', true],
    ['a plain stream', false],
  ])('reads %s', async (_what, compressed) => {
    expect(await textsOf(pdf(line('4111 1111 1111 1111') + line('next', 600), { compressed }))).toEqual([
      '4111 1111 1111 1111\nnext',
    ]);
  });

  it('reads letters that are placed one by one as a word, and a gap as a space', async () => {
    const letters =
      'BT /F1 12 Tf 72 400 Td (s) Tj 6 0 Td (p) Tj 6.7 0 Td (l) Tj ET BT /F1 12 Tf 72 300 Td [(kern)-20(ed)-600(word)] TJ ET';
    expect(await textsOf(pdf(letters))).toEqual(['spl\nkerned word']);
  });

  it.each([
    ['white text', '1 1 1 rg'],
    ['invisible text', '3 Tr'],
    ['text without size', '/F1 0.01 Tf'],
  ])('reads %s', async (_what, state) => {
    expect((await textsOf(pdf(`BT /F1 12 Tf ${state} 72 700 Td (the words) Tj ET`)))[0]).toBe('the words');
  });

  it('reads every page, and text that pages share', async () => {
    const page = (contents: number) =>
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>/XObject<</X 7 0 R>>>>/Contents ${contents} 0 R>>`;
    const stream = (content: string, dictionary = '') => ({ dictionary, data: Buffer.from(content) });
    const bytes = pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>',
      page(4),
      stream(`${line('first')} /X Do`),
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
      page(8),
      stream(line('shared', 500), '/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>'),
      stream(`${line('second')} /X Do`),
    ]);
    expect(await textsOf(bytes)).toEqual(['first\nshared\n\nsecond\nshared']);
  });
});

describe('what is hidden in a PDF', () => {
  const attachment = (content: Uint8Array) => ({
    catalogue: '/Names<</EmbeddedFiles<</Names[(a.txt) 6 0 R]>>>>',
    objects: ['<</Type/Filespec/F(a.txt)/EF<</F 7 0 R>>>>', { dictionary: '/Type/EmbeddedFile', data: content }],
  });
  const beside = `${seen}${line('the words', 5_000)}`;
  const cases: readonly (readonly [what: string, parts: PdfParts, content: string])[] = [
    ['text beside the page', {}, beside],
    [
      'an annotation',
      { page: '/Annots[6 0 R]', objects: ['<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(the words)>>'] },
      seen,
    ],
    [
      'the address of a link',
      {
        page: '/Annots[6 0 R]',
        objects: ['<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.com/?q=the words)>>>>'],
      },
      seen,
    ],
    [
      'a form field',
      {
        page: '/Annots[6 0 R]',
        catalogue: '/AcroForm<</Fields[6 0 R]>>',
        objects: ['<</Type/Annot/Subtype/Widget/FT/Tx/T(f)/V(the words)/Rect[0 0 9 9]>>'],
      },
      seen,
    ],
    ['a property', { trailer: '/Info 6 0 R', objects: ['<</Keywords(the words)>>'] }, seen],
    ['a property of one word', { trailer: '/Info 6 0 R', objects: ['<</Title(words)>>'] }, seen],
    [
      'metadata',
      {
        catalogue: '/Metadata 6 0 R',
        objects: [
          {
            dictionary: '/Type/Metadata/Subtype/XML',
            data: Buffer.from(
              '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>the words</dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>',
            ),
          },
        ],
      },
      seen,
    ],
    [
      'an outline',
      {
        catalogue: '/Outlines 6 0 R',
        objects: ['<</First 7 0 R/Last 7 0 R>>', '<</Title(the words)/Parent 6 0 R/Dest[3 0 R/Fit]>>'],
      },
      seen,
    ],
    ['a script, which is not run', { catalogue: '/OpenAction<</S/JavaScript/JS(app.alert\\("the words"\\))>>' }, seen],
    ['an attached text', attachment(Buffer.from('the words')), seen],
  ];
  it.each(cases)('reads %s', async (_what, parts, content) => {
    const [shown, hidden] = await textsOf(pdf(content, parts));
    expect(shown).toBe('seen');
    expect(hidden).toContain('words');
  });

  it('refuses an attached file that is not text', async () => {
    const bytes = pdf(seen, attachment(Buffer.from([0, 1, 2, 0xff])));
    await expect(textsOf(bytes)).rejects.toMatchObject({ reason: 'embedded file' });
  });
});

describe('PDFs that cannot be read', () => {
  const encryption =
    '<</Filter/Standard/V 1/R 2/Length 40/P -4/O<0000000000000000000000000000000000000000000000000000000000000000>/U<1111111111111111111111111111111111111111111111111111111111111111>>>';
  const id = '/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]';
  it.each([
    ['encrypted', pdf(seen, { trailer: `/Encrypt 6 0 R${id}`, objects: [encryption] }), 'encrypted'],
    ['nothing but a header', Buffer.from('%PDF-1.7\n'), 'damaged'],
    ['a truncated file', Buffer.from(pdf(seen)).subarray(0, 120), 'damaged'],
    ['a scan', pdf('q 600 0 0 700 0 0 cm /I Do Q'), 'no readable text'],
    ['a drawing of letters', pdf('0 0 m 100 100 l 50 0 l f'), 'no readable text'],
    [
      'a form drawn by its reader',
      pdf(seen, {
        catalogue: '/AcroForm<</XFA 6 0 R/Fields[]>>',
        objects: [{ dictionary: '', data: Buffer.from('<xdp/>') }],
      }),
      'interactive form',
    ],
  ])('refuses %s', async (_what, bytes, reason) => {
    await expect(textsOf(bytes)).rejects.toMatchObject({ reason });
  });

  it('refuses a font whose glyphs stand for nothing', async () => {
    const data = deflateSync(Buffer.from('BT /F1 12 Tf 72 700 Td <000100020003> Tj ET'));
    const bytes = pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>',
      { dictionary: '/Filter/FlateDecode', data },
      '<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>',
      '<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R>>',
      '<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0/CapHeight 1/StemV 1>>',
    ]);
    await expect(textsOf(bytes)).rejects.toMatchObject({ reason: 'no readable text' });
  });

  it('reads an empty page as a document without text', async () => {
    expect(await textsOf(pdf(''))).toEqual([]);
  });
});
