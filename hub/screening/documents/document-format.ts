/** What a document is: by its name in the request, and by its bytes. Where the two differ nobody knows which one the model's own reader believes. */

/** Formats that are read from bytes. */
export type BinaryFormat = 'pdf' | 'docx' | 'xlsx';

/** Formats whose bytes are text, by Converse's names and by media type. */
const textFormats: ReadonlySet<string> = new Set(
  'txt md csv html text/plain text/markdown text/csv text/html text/xml application/json'.split(' '),
);

/** Source of the names: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html and the IANA registry of media types. */
const binaryFormats: ReadonlyMap<string, BinaryFormat | 'legacy'> = new Map([
  ['pdf', 'pdf'],
  ['application/pdf', 'pdf'],
  ['docx', 'docx'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['xlsx', 'xlsx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['doc', 'legacy'],
  ['application/msword', 'legacy'],
  ['xls', 'legacy'],
  ['application/vnd.ms-excel', 'legacy'],
]);

export function isTextFormat(format: string): boolean {
  return textFormats.has(format);
}

/** The format that a name in a request stands for. */
export function binaryFormat(name: string): BinaryFormat | 'legacy' | undefined {
  return binaryFormats.get(name.toLowerCase());
}

/** Looks for a tag with which pages begin; anchored and bounded, so linear. */
const pageStart = /^[\s\uFEFF]{0,64}<(?:!doctype\s|html[\s>]|head[\s>]|body[\s>])/i;

/** Whether a text document is HTML, by its name or by how it begins: a page that calls itself `txt` is read like a page. */
export function isHtml(format: string, text: string): boolean {
  return format === 'html' || format === 'text/html' || pageStart.test(text.slice(0, 128));
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const magics: readonly (readonly ['zip' | 'ole' | 'pdf', Buffer])[] = [
  ['zip', Buffer.from('PK\u0003\u0004', 'latin1')],
  ['zip', Buffer.from('PK\u0005\u0006', 'latin1')],
  ['ole', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['pdf', Buffer.from('%PDF-', 'latin1')],
];

/** Which container the bytes begin like: ZIP (docx, xlsx), an OLE compound file (doc, xls, encrypted docx), a PDF, or none of them. */
export function sniffBytes(bytes: Uint8Array): 'zip' | 'ole' | 'pdf' | 'other' {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64));
  const from = head.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  for (const [name, magic] of magics) if (head.subarray(from, from + magic.length).equals(magic)) return name;
  return 'other';
}
