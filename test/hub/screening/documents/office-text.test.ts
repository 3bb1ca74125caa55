import { describe, expect, it } from 'vitest';
import { readOffice } from '../../../../hub/screening/documents/office-text.ts';
import { TextCollector } from '../../../../hub/screening/documents/text-collector.ts';
import { docx, paragraph, pdf, sharedStrings, wordFiles, wordPart, xlsx, zip } from './document-files.ts';

function textsOf(bytes: Uint8Array, format: 'docx' | 'xlsx', limit?: number): string[] {
  const collector = new TextCollector(limit);
  readOffice(bytes, format, collector);
  return collector.texts();
}

describe('Word documents', () => {
  it('joins the runs of a word and ends a line with each paragraph', () => {
    const [shown] = textsOf(docx(paragraph('4111 1111 ', '1111', ' 1111') + paragraph('second')), 'docx');
    expect(shown).toBe('4111 1111 1111 1111\nsecond');
  });

  it('decodes entities, keeps tabs and breaks, and separates cells', () => {
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    const body = `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c &amp; d&#x21;</w:t></w:r></w:p><w:tbl><w:tr>${cell('e')}${cell('f')}</w:tr></w:tbl>`;
    expect(textsOf(docx(body), 'docx')[0]).toBe('a\tb\nc & d!\ne\n\tf');
  });

  it.each([
    ['a header', 'word/header1.xml', wordPart('hdr', paragraph('the words'))],
    ['a footer', 'word/footer2.xml', wordPart('ftr', paragraph('the words'))],
    ['a comment', 'word/comments.xml', wordPart('comments', `<w:comment>${paragraph('the words')}</w:comment>`)],
    ['a footnote', 'word/footnotes.xml', wordPart('footnotes', `<w:footnote>${paragraph('the words')}</w:footnote>`)],
    [
      'a property',
      'docProps/core.xml',
      '<cp:coreProperties xmlns:dc="d"><dc:subject>the words</dc:subject></cp:coreProperties>',
    ],
    ['custom XML', 'customXml/item1.xml', '<anything><deep>the words</deep></anything>'],
    ['a part that calls itself a picture', 'word/media/image1.png', wordPart('hdr', paragraph('the words'))],
    ['a drawing', 'word/diagrams/data1.xml', '<dgm:x xmlns:a="a"><a:p><a:r><a:t>the words</a:t></a:r></a:p></dgm:x>'],
    ['a page that is merged in', 'word/afchunk1.html', '<p>the <b>words</b></p>'],
    ['a text that is merged in', 'word/afchunk1.txt', 'the words'],
    [
      'a package inside',
      'word/embeddings/book.xlsx',
      xlsx({ sheet1: '<row><c t="inlineStr"><is><t>the words</t></is></c></row>' }),
    ],
    ['UTF-16', 'word/header1.xml', Buffer.from(`\uFEFF${wordPart('hdr', paragraph('the words'))}`, 'utf16le')],
  ])('reads %s', (_what, name, content) => {
    const [shown] = textsOf(docx(paragraph('body'), { [name]: content }), 'docx');
    expect(shown?.split(/\n+/)).toEqual(['body', 'the words']);
  });

  it.each([
    ['an alternative text', '<w:drawing><wp:docPr id="1" name="Picture" descr="the words"/></w:drawing>'],
    ['a field code', '<w:p><w:r><w:instrText>the words</w:instrText></w:r></w:p>'],
    ['deleted text', '<w:p><w:del><w:r><w:delText>the words</w:delText></w:r></w:del></w:p>'],
    ['a comment of the XML', '<!-- the words -->'],
    ['a processing instruction', '<?x the words?>'],
  ])('reads %s as hidden text that tears nothing apart', (_what, markup) => {
    const body = `<w:p><w:r><w:t>4111</w:t></w:r>${markup.replaceAll(/<\/?w:p>/g, '')}<w:r><w:t>1111</w:t></w:r></w:p>`;
    const [shown, hidden] = textsOf(docx(body), 'docx');
    expect(shown).toBe('41111111');
    expect(hidden).toContain('the words');
  });

  it('reads the target of a link', () => {
    const rels =
      '<Relationships><Relationship Target="mailto:jane@example.com" TargetMode="External"/></Relationships>';
    expect(textsOf(docx(paragraph('x'), { 'word/_rels/document.xml.rels': rels }), 'docx')[1]).toContain(
      'jane@example.com',
    );
  });

  it('passes over pictures and fonts', () => {
    const more = {
      'word/media/image1.png': Buffer.from('89504e470d0a1a0a', 'hex'),
      'word/fonts/f.odttf': Buffer.from([1, 2]),
    };
    expect(textsOf(docx(paragraph('x'), more), 'docx')).toEqual(['x']);
  });
});

describe('workbooks', () => {
  it('reads shared and inline strings, numbers and results as lines of cells', () => {
    const row =
      '<row><c t="s"><v>1</v></c><c><v>12.5</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="str"><f>A1&amp;"x"</f><v>res</v></c></row>';
    const [shown] = textsOf(xlsx({ sheet1: row + row }, sharedStrings('unused one', 'text')), 'xlsx');
    expect(shown).toBe('text\t12.5\tin\tres\t\ntext\t12.5\tin\tres');
  });

  it('reads strings that no cell shows, formulas, and names of sheets, as hidden text', () => {
    const row = '<row><c t="s"><v>1</v></c><c><f>CONCAT("the words")</f><v>1</v></c></row>';
    const [, hidden] = textsOf(xlsx({ sheet1: row }, sharedStrings('unused one', 'text')), 'xlsx');
    expect(hidden?.split('\n')).toEqual(expect.arrayContaining(['unused one', 'CONCAT("the words")', 'Visible one']));
  });

  it('reads hidden sheets, in the order of their numbers', () => {
    const cell = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
    const [shown] = textsOf(xlsx({ sheet10: cell('ten'), sheet2: cell('two') }), 'xlsx');
    expect(shown).toBe('two\n\nten');
  });

  it('writes out a card number that the file has in scientific notation', () => {
    expect(textsOf(xlsx({ sheet1: '<row><c><v>4.111111111111111E+15</v></c></row>' }), 'xlsx')).toContain(
      '4111111111111111',
    );
  });

  it('reads what a data validation says', () => {
    const rows = '</sheetData><dataValidations><dataValidation prompt="the words"/></dataValidations><sheetData>';
    expect(textsOf(xlsx({ sheet1: rows }), 'xlsx')[0]).toContain('the words');
  });
});

describe('what is no document, or no document that has one reading', () => {
  const good = wordFiles(paragraph('x'));
  const main = String(good['word/document.xml']);
  it.each([
    ['a workbook that is called a Word document', xlsx({}), 'format disagrees'],
    ['a package that is neither', zip({ 'a.xml': '<a/>' }), 'unknown format'],
    ['both at once', docx('', { 'xl/workbook.xml': '<workbook/>' }), 'format disagrees'],
    ['macros', docx('', { 'word/vbaProject.bin': Buffer.from('d0cf11e0a1b11ae1', 'hex') }), 'embedded file'],
    ['an embedded PDF', docx('', { 'word/embeddings/a.bin': pdf('') }), 'embedded file'],
    ['an embedded mail', docx('', { 'word/afchunk.mht': 'MIME-Version: 1.0' }), 'embedded file'],
    ['tags that do not match', zip({ ...good, 'word/document.xml': main.replace('</w:body>', '') }), 'damaged'],
    ['a truncated part', zip({ ...good, 'word/document.xml': main.slice(0, -4) }), 'damaged'],
    ['invalid UTF-8', zip({ ...good, 'word/a.xml': Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e]) }), 'damaged'],
    ['another encoding', zip({ ...good, 'word/a.xml': '<?xml version="1.0" encoding="UTF-7"?><a/>' }), 'damaged'],
    [
      'entities',
      zip({ ...good, 'word/a.xml': '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>' }),
      'damaged',
    ],
    [
      'two tables of strings',
      xlsx({}, { ...sharedStrings('a'), 'xl/more.xml': '<sst><si><t>b</t></si></sst>' }),
      'damaged',
    ],
    ['a string that is not there', xlsx({ sheet1: '<row><c t="s"><v>7</v></c></row>' }), 'damaged'],
  ])('refuses %s', (_what, bytes, reason) => {
    const format = reason === 'damaged' && Buffer.from(bytes).includes('xl/workbook') ? 'xlsx' : 'docx';
    expect(() => textsOf(bytes, format)).toThrow(expect.objectContaining({ reason }));
  });

  it('refuses packages nested too deep', () => {
    let nested = docx(paragraph('innermost'));
    for (let depth = 0; depth < 5; depth += 1) nested = docx('', { 'word/embeddings/a.docx': nested });
    expect(() => textsOf(nested, 'docx')).toThrow(expect.objectContaining({ reason: 'embedded file' }));
  });

  it('refuses a small file whose text is endless', () => {
    const cells = '<c t="s"><v>0</v></c>'.repeat(1_000);
    const bomb = xlsx({ sheet1: `<row>${cells}</row>` }, sharedStrings('x'.repeat(1_000)));
    expect(() => textsOf(bomb, 'xlsx', 100_000)).toThrow(expect.objectContaining({ reason: 'too large' }));
  });

  it('reads fifty thousand nested elements without a stack', () => {
    const deep = '<w:sdt>'.repeat(50_000) + paragraph('deep') + '</w:sdt>'.repeat(50_000);
    expect(textsOf(docx(deep), 'docx')).toEqual(['deep']);
  });
});
