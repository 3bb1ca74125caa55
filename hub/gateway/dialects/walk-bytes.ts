/** Base64 bytes in a body: documents that are text are read here, other documents later (`readDocuments`), everything else is a medium. */
import { isUtf8 } from 'node:buffer';
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { isHtml, isTextFormat, sniffBytes } from '../../screening/documents/document-format.ts';
import { DocumentBytes, decodedLength, type FormatPlace } from './document-bytes.ts';
import type { PartBuilder } from './part-builder.ts';
import { DocumentText, TreeText } from './part-text.ts';

/** Converse's short names (`png`, `xlsx`) and media types. */
const plainFormat = /^[a-z0-9_]{1,16}(?:\/[a-z0-9.+-]{1,80})?$/i;

/** A format as it may be named in records and refusals: there the caller's own words have no place, whatever stands in the field. */
export function formatName(stated: string | undefined): string {
  return stated !== undefined && plainFormat.test(stated) ? stated : 'unknown';
}

/** Adds the base64 string `encoded`, which stands at `holder[key]`. Where `readable`, it is a document; where that is text, its text is added at once. */
export function walkBytes(
  builder: PartBuilder,
  holder: JsonObject | Json[],
  key: string | number,
  encoded: string,
  format: FormatPlace,
  readable: boolean,
): void {
  if (!readable) {
    builder.addMedia({ format: format.name, bytes: decodedLength(encoded) });
    return;
  }
  const text = isTextFormat(format.name) ? decodeText(encoded) : undefined;
  if (text === undefined) builder.addDocument(new DocumentBytes(holder, key, encoded, format));
  if (text === undefined || text === '') return;
  const raw = new DocumentText(holder, key, text);
  // HTML reads otherwise than it is written: its source is a text now, and what a reader sees of it comes later.
  if (isHtml(format.name, text)) builder.addDocument(new DocumentBytes(holder, key, encoded, format, raw));
  builder.addText(raw);
}

/**
 * Adds a data URI (RFC 2397) as a medium, whatever it says of itself: its own media type, or `unknown`. Anything else names a medium that lies elsewhere and is
 * a text as well. The scheme is compared as written: `DATA:` is screened as text, which is more than it needs.
 */
export function walkReference(
  builder: PartBuilder,
  holder: JsonObject | Json[],
  key: string | number,
  value: string,
  format: string,
): void {
  if (value === '') return;
  if (value.startsWith('data:')) {
    const comma = value.indexOf(',');
    const [mediaType] = value.slice('data:'.length, Math.max(comma, 0)).slice(0, 100).split(';');
    builder.addMedia({ format: formatName(mediaType), bytes: decodedLength(value.slice(comma + 1)) });
    return;
  }
  builder.addMedia({ format, bytes: 0 });
  builder.addText(new TreeText(holder, key, value));
}

/**
 * The text, unless the bytes are those of another format, or not UTF-8, or the base64 is not canonical (RFC 4648 section 4): decoders differ on stray characters, so what
 * one reads there is no proof of what the model's own decoder will read.
 */
function decodeText(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, 'base64');
  if (!isUtf8(bytes) || sniffBytes(bytes) !== 'other' || bytes.toString('base64') !== encoded) return undefined;
  return bytes.toString('utf8');
}
