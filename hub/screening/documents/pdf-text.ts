/** PDF (ISO 32000-2) through pdf.js, as unpdf packs it for servers: no script of a document is ever run, nothing is fetched, pictures are not decoded. */
import { getDocumentProxy } from 'unpdf';
import { documentLimits } from './document-limits.ts';
import { HiddenText } from './hidden-text.ts';
import { readHtml } from './html-text.ts';
import { PaintedText } from './painted-text.ts';
import { annotationTexts, attachedTexts } from './pdf-attachments.ts';
import { spokenStrings } from './spoken-strings.ts';
import { GrowingText, type TextCollector } from './text-collector.ts';
import { UnreadableDocument } from './unreadable-document.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;

/** Adds the text of every page, then what is hidden: text outside the page, annotations, form fields, properties, scripts, attached texts. */
export async function readPdf(bytes: Uint8Array, collector: TextCollector): Promise<void> {
  const pdf = await open(bytes);
  const hidden = new HiddenText(collector);
  await readSurroundings(pdf, hidden);
  if (pdf.numPages > documentLimits.pdfPages) throw new UnreadableDocument('too large');
  const glyphs = { mapped: 0, unmapped: 0 };
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    await readPage(pdf, page, collector, hidden, glyphs);
    page.cleanup();
  }
  // A font that maps its glyphs to nothing shows text that no reader of text can know.
  if (glyphs.unmapped > glyphs.mapped) throw new UnreadableDocument('no readable text');
  hidden.finish();
}

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    // `data` is handed over to pdf.js, which may detach it: the copy is its own.
    return await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      maxImageSize: 1,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      useWasm: false,
    });
  } catch (error) {
    const needsPassword = error instanceof Error && error.name === 'PasswordException';
    throw new UnreadableDocument(needsPassword ? 'encrypted' : 'damaged');
  }
}

async function readPage(
  pdf: Pdf,
  page: Page,
  collector: TextCollector,
  hidden: HiddenText,
  glyphs: { mapped: number; unmapped: number },
): Promise<void> {
  const shown = await readShown(page, collector);
  const operators = await page.getOperatorList();
  const painted = new PaintedText(collector);
  painted.read(operators.fnArray, operators.argsArray);
  glyphs.mapped += painted.mapped;
  glyphs.unmapped += painted.unmapped;
  // Whatever is painted on a page without text is a picture of text as far as anybody can tell.
  if (painted.mapped + painted.unmapped === 0 && painted.draws) throw new UnreadableDocument('no readable text');
  // pdf.js leaves out what lies outside the page. A model's own reader may not.
  if (painted.mapped > shown) hidden.add(painted.text);
  const annotations = await page.getAnnotations();
  for (const said of spokenStrings(annotations)) hidden.add(said);
  for (const said of await annotationTexts(pdf, annotations)) hidden.add(said);
  for (const said of spokenStrings(await page.getStructTree())) hidden.add(said);
  for (const said of spokenStrings(await page.getJSActions())) hidden.add(said);
}

/** Adds the text of a page as its reader sees it; answers how many characters other than white space it has. */
async function readShown(page: Page, collector: TextCollector): Promise<number> {
  const text = new GrowingText(collector);
  let shown = 0;
  let height = 0;
  const { items } = await page.getTextContent();
  for (const item of items) {
    if (!('str' in item)) continue;
    // Texts that come from two places, such as a page and a form on it, have no line end between them.
    const itemHeight = Number(item.transform[5]);
    if (item.str !== '' && Math.abs(itemHeight - height) > item.height / 2) text.endLine();
    height = itemHeight;
    shown += item.str.length - (item.str.match(/\s/g)?.length ?? 0);
    text.append(item.str);
    if (item.hasEOL) text.endLine();
  }
  collector.show(text.text);
  return shown;
}

/** What belongs to the document and to no page. Attached files are read where they are text, and are in the way where they are not. */
async function readSurroundings(pdf: Pdf, hidden: HiddenText): Promise<void> {
  const { info, metadata } = await pdf.getMetadata();
  if (info !== null && 'IsXFAPresent' in info && info.IsXFAPresent === true) {
    throw new UnreadableDocument('interactive form');
  }
  for (const said of spokenStrings(info)) hidden.add(said);
  // XMP is XML; read as markup it loses neither values in attributes nor those that pdf.js does not expect.
  for (const said of metadata === null ? [] : readHtml(metadata.getRaw())) hidden.add(said);
  for (const said of spokenStrings(await pdf.getOutline())) hidden.add(said);
  for (const said of spokenStrings(await pdf.getFieldObjects())) hidden.add(said);
  for (const said of spokenStrings(await pdf.getJSActions())) hidden.add(said);
  for (const said of spokenStrings(await pdf.getAttachments())) hidden.add(said);
  for (const said of await attachedTexts(pdf)) hidden.add(said);
}
