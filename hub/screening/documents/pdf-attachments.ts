import { isUtf8 } from 'node:buffer';
import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { sniffBytes } from './document-format.ts';
import { UnreadableDocument } from './unreadable-document.ts';

type Pdf = Pick<PDFDocumentProxy, 'getAttachments' | 'getAttachmentContent'>;

/** The files attached to a PDF as a whole, as texts (the XML of an electronic invoice, say). One that is no text makes the PDF unreadable. */
export async function attachedTexts(pdf: Pdf): Promise<string[]> {
  const attachments = await pdf.getAttachments();
  const texts: string[] = [];
  for (const id of attachments?.keys() ?? []) texts.push(await attachedText(pdf, id));
  return texts;
}

/** The files attached to places on a page. */
export async function annotationTexts(pdf: Pdf, annotations: readonly unknown[]): Promise<string[]> {
  const texts: string[] = [];
  for (const annotation of annotations) {
    if (typeof annotation !== 'object' || annotation === null || !('fileId' in annotation)) continue;
    if (typeof annotation.fileId === 'string') texts.push(await attachedText(pdf, annotation.fileId));
  }
  return texts;
}

async function attachedText(pdf: Pdf, id: string): Promise<string> {
  const content: unknown = await pdf.getAttachmentContent(id);
  const text = content instanceof Uint8Array && isText(content) ? new TextDecoder().decode(content) : undefined;
  if (text === undefined) throw new UnreadableDocument('embedded file');
  return text;
}

function isText(content: Uint8Array): boolean {
  return sniffBytes(content) === 'other' && isUtf8(content) && !content.includes(0);
}
