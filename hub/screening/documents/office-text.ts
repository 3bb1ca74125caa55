/** Word and Excel documents (ECMA-376, Office Open XML): every part of the package that holds text is read, whatever it is for. */
import { HiddenText } from './hidden-text.ts';
import { readHtml } from './html-text.ts';
import { type PackagePart, packageParts } from './package-members.ts';
import { RunningText } from './running-text.ts';
import { SharedStrings } from './shared-strings.ts';
import { SheetText } from './sheet-text.ts';
import { GrowingText, type TextCollector } from './text-collector.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import { readXml } from './xml-part.ts';

/** The outermost element of the part that makes a package what it is. */
const mainRoots = { docx: 'document', xlsx: 'workbook' } as const;
const shared = 'sst';
const sheet = 'worksheet';
/** Parts whose attributes are names of styles and fonts, hundreds of them. */
const styling = new Set(['styles', 'theme', 'fonts']);

/** Adds the texts of a document: the main text first, then the other parts, then what is hidden. */
export function readOffice(bytes: Uint8Array, format: 'docx' | 'xlsx', collector: TextCollector): void {
  const parts = packageParts(bytes);
  requireFormat(parts, format);
  const reader = new OfficeReader(collector);
  const byName = parts.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  for (const first of [shared, mainRoots.docx, sheet])
    for (const part of byName) if (part.root === first) reader.read(part);
  for (const part of byName) if (![shared, mainRoots.docx, sheet].includes(part.root)) reader.read(part);
  reader.finish();
}

function requireFormat(parts: readonly PackagePart[], format: 'docx' | 'xlsx'): void {
  const roots = Object.values<string>(mainRoots);
  // Custom XML is the author's own, and may call its elements what it likes.
  const main = parts.filter(
    ({ packageId, name, root }) => packageId === '' && roots.includes(root) && !name.startsWith('customxml/'),
  );
  if (main.length === 0) throw new UnreadableDocument('unknown format');
  if (main.some(({ root }) => root !== mainRoots[format])) throw new UnreadableDocument('format disagrees');
}

class OfficeReader {
  readonly #collector: TextCollector;
  readonly #hidden: HiddenText;
  /** By package: a workbook inside a document has its own. */
  readonly #strings = new Map<string, SharedStrings>();

  constructor(collector: TextCollector) {
    this.#collector = collector;
    this.#hidden = new HiddenText(collector);
  }

  read(part: PackagePart): void {
    if (part.kind === 'xml') this.#xml(part);
    else if (part.kind === 'html') for (const text of readHtml(part.source)) this.#add(text);
    else this.#add(part.source);
  }

  finish(): void {
    for (const strings of this.#strings.values()) strings.addUnused(this.#hidden);
    this.#hidden.finish();
  }

  #xml(part: PackagePart): void {
    const shown = new GrowingText(this.#collector);
    if (part.root === shared) this.#readStrings(part);
    else if (part.root === sheet) {
      readXml(part.source, new SheetText(shown, this.#hidden, this.#stringsOf(part)));
    } else {
      const text = new RunningText(shown, this.#hidden, !styling.has(part.root));
      readXml(part.source, text);
      text.finish();
    }
    this.#collector.show(shown.text);
  }

  /** Cells count through one table: with two of them nobody knows which string a cell shows. */
  #readStrings(part: PackagePart): void {
    if (this.#strings.has(part.packageId)) throw new UnreadableDocument('damaged');
    readXml(part.source, this.#stringsOf(part));
  }

  #stringsOf({ packageId }: PackagePart): SharedStrings {
    const known = this.#strings.get(packageId);
    if (known !== undefined) return known;
    const strings = new SharedStrings(this.#collector);
    this.#strings.set(packageId, strings);
    return strings;
  }

  #add(text: string): void {
    this.#collector.count(text.length);
    this.#collector.show(text);
  }
}
