/** What the members of an office package are: texts to read, or what a text document cannot be judged by. */
import { isUtf8 } from 'node:buffer';
import { sniffBytes } from './document-format.ts';
import { documentLimits } from './document-limits.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import { rootName, xmlText } from './xml-part.ts';
import { zipMembers } from './zip-directory.ts';
import { InflateBudget } from './zip-inflate.ts';

export interface PackagePart {
  readonly name: string;
  /** Name of the outermost XML element without its prefix; '' for text that is not XML. */
  readonly root: string;
  readonly source: string;
  readonly kind: 'xml' | 'html' | 'text';
  /** '' of the document itself; the name of the package, of one inside it. */
  readonly packageId: string;
}

/** Pictures and fonts, which no reader takes for text. */
const inert = new Set('png jpg jpeg gif bmp tif tiff emf wmf wdp ico webp odttf ttf otf fntdata'.split(' '));
const inertNames = /(?:^|\/)printersettings\d{0,5}\.bin$/;

/** Every part of a package that holds text, nested packages included. Throws where a member is neither text nor known to hold none. */
export function packageParts(bytes: Uint8Array): PackagePart[] {
  const parts: PackagePart[] = [];
  collectParts(bytes, new InflateBudget(), [], parts);
  return parts;
}

function collectParts(bytes: Uint8Array, budget: InflateBudget, path: string[], parts: PackagePart[]): void {
  if (path.length > documentLimits.packageDepth) throw new UnreadableDocument('embedded file');
  for (const member of zipMembers(bytes)) {
    const content = budget.inflate(member);
    if (content.length === 0) continue;
    if (sniffBytes(content) === 'zip') collectParts(content, budget, [...path, member.name], parts);
    else addPart(member.name.toLowerCase(), content, path.join('\n'), parts);
    if (parts.length > documentLimits.packageMembers) throw new UnreadableDocument('too large');
  }
}

/** Which part a member is, is said by content types and relations that may name any file anything: so its bytes are asked first. */
function addPart(name: string, content: Uint8Array, packageId: string, parts: PackagePart[]): void {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  if (extension === 'html' || extension === 'htm') {
    parts.push({ name, root: '', source: plainText(content), kind: 'html', packageId });
  } else if (looksLikeMarkup(content)) {
    const source = xmlText(content);
    parts.push({ name, root: rootName(source) ?? '', source, kind: 'xml', packageId });
  } else if (extension === 'txt' || extension === 'csv') {
    parts.push({ name, root: '', source: plainText(content), kind: 'text', packageId });
  } else if (!inert.has(extension) && !inertNames.test(name)) throw new UnreadableDocument('embedded file');
}

/** Whether the first character, after a byte order mark and white space, is `<`. */
function looksLikeMarkup(content: Uint8Array): boolean {
  for (const byte of content.subarray(0, 1_024)) {
    if (byte === 0x3c) return true;
    // White space, the bytes of the byte order marks of UTF-8 and UTF-16, and the zero halves of UTF-16.
    if (![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x00].includes(byte)) return false;
  }
  return false;
}

function plainText(content: Uint8Array): string {
  if (!isUtf8(content)) throw new UnreadableDocument('damaged');
  return new TextDecoder().decode(content);
}
