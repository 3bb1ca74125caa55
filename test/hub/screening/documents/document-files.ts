/** Documents made by hand, as small as their formats allow. fflate writes the packages: a ZIP writer that is not our reader. */
import { deflateSync } from 'node:zlib';
import { strToU8, type Zippable, zipSync } from 'fflate';

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const sheet = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

export function zip(files: Readonly<Record<string, string | Uint8Array>>, options: { level?: 0 | 6 } = {}): Uint8Array {
  const members: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    members[name] = [typeof content === 'string' ? strToU8(content) : content, { level: options.level ?? 6 }];
  }
  return zipSync(members);
}

const contentTypes = { '[Content_Types].xml': '<?xml version="1.0"?><Types><Default Extension="xml"/></Types>' };

/** A paragraph of runs. */
export function paragraph(...runs: readonly string[]): string {
  return `<w:p>${runs.map((run) => `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`).join('')}</w:p>`;
}

export function wordFiles(body: string): Record<string, string | Uint8Array> {
  return {
    ...contentTypes,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${word}><w:body>${body}</w:body></w:document>`,
  };
}

export function docx(body: string, more: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  return zip({ ...wordFiles(body), ...more });
}

/** Another part of a Word document, such as `hdr` or `comments`. */
export function wordPart(root: string, content: string): string {
  return `<w:${root} ${word}>${content}</w:${root}>`;
}

export function xlsx(
  sheets: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  const files: Record<string, string | Uint8Array> = {
    ...contentTypes,
    'xl/workbook.xml': `<workbook ${sheet}><sheets><sheet name="Visible one" sheetId="1"/><sheet name="b" state="hidden" sheetId="2"/></sheets></workbook>`,
  };
  for (const [name, rows] of Object.entries(sheets)) {
    files[`xl/worksheets/${name}.xml`] = `<worksheet ${sheet}><sheetData>${rows}</sheetData></worksheet>`;
  }
  return zip({ ...files, ...more });
}

export function sharedStrings(...strings: readonly string[]): Record<string, string> {
  const items = strings.map((string) => `<si><t>${string}</t></si>`).join('');
  return { 'xl/sharedStrings.xml': `<sst ${sheet}>${items}</sst>` };
}

export type PdfObject = string | { readonly dictionary: string; readonly data: Uint8Array };

/** A PDF of these objects, numbered from 1, with a correct cross-reference table. */
export function pdfOf(objects: readonly PdfObject[], trailer = '/Root 1 0 R'): Uint8Array {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = chunks[0]?.length ?? 0;
  const put = (piece: string | Uint8Array) => {
    const bytes = Buffer.from(piece as string);
    chunks.push(bytes);
    length += bytes.length;
  };
  objects.forEach((object, at) => {
    offsets.push(length);
    put(`${at + 1} 0 obj\n`);
    if (typeof object === 'string') put(object);
    else {
      put(`<<${object.dictionary}/Length ${object.data.length}>>\nstream\n`);
      put(object.data);
      put('\nendstream');
    }
    put('\nendobj\n');
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = length;
  put(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n`);
  put(`<</Size ${objects.length + 1} ${trailer}>>\nstartxref\n${start}\n%%EOF`);
  return Buffer.concat(chunks);
}

export interface PdfParts {
  /** Added to the page's dictionary, to the catalogue's, and to the trailer. */
  readonly page?: string;
  readonly catalogue?: string;
  readonly trailer?: string;
  /** Objects 6 and following. */
  readonly objects?: readonly PdfObject[];
  readonly compressed?: boolean;
}

/** A PDF of one page with this content stream; its font is `/F1`. */
export function pdf(content: string, parts: PdfParts = {}): Uint8Array {
  const plain = Buffer.from(content, 'latin1');
  const stream =
    parts.compressed === false
      ? { dictionary: '', data: plain }
      : { dictionary: '/Filter/FlateDecode', data: deflateSync(plain) };
  const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R${parts.page ?? ''}>>`;
  return pdfOf(
    [
      `<</Type/Catalog/Pages 2 0 R${parts.catalogue ?? ''}>>`,
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      page,
      stream,
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
      ...(parts.objects ?? []),
    ],
    `/Root 1 0 R${parts.trailer ?? ''}`,
  );
}

/** A line of text at a height. */
export function line(text: string, y = 700, x = 72): string {
  return `BT /F1 12 Tf ${x} ${y} Td (${text}) Tj ET\n`;
}
