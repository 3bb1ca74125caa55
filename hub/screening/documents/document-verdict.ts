import type { Part, PartText } from '../parts.ts';

/** Whether a mask would have to be written where nothing can be written: then the part is blocked. `masked` has the texts of the part as screening would leave them. */
export function cannotMask(texts: readonly PartText[], masked: readonly string[]): boolean {
  return texts.some(({ fixed, text }, at) => fixed === true && masked[at] !== undefined && masked[at] !== text);
}

export const cannotMaskReason = 'a document that cannot be masked in place';

/** Why a part whose media nobody read is `not_run`. */
export function unreadMediaReason(media: NonNullable<Part['media']>): string {
  return `media (${media.format}) cannot be read${media.unread === undefined ? '' : `: ${media.unread}`}`;
}

/** What a record says of a part whose document was read; undefined where there is nothing to add. */
export function readDocumentReason({ document }: Part): string | undefined {
  if (document === undefined) return undefined;
  if (document.replaced) return `document (${document.format}) replaced by its masked text`;
  return document.text === undefined ? `text of the document (${document.format}) read; pictures in it not` : undefined;
}
