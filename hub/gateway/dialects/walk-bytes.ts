/** Base64 bytes in a body: documents that are text are read, everything else is a medium. */
import { isUtf8 } from 'node:buffer';
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { PartBuilder } from './part-builder.ts';
import { DocumentText, TreeText } from './part-text.ts';

/** Document formats whose bytes are text, by Converse's names and by media type. */
const textFormats: ReadonlySet<string> = new Set(
  'txt md csv html text/plain text/markdown text/csv text/html text/xml application/json'.split(' '),
);

/** Converse's short names (`png`, `xlsx`) and media types. */
const plainFormat = /^[a-z0-9_]{1,16}(?:\/[a-z0-9.+-]{1,80})?$/i;

/** A format as it may be named in records and refusals: there the caller's own words have no place, whatever stands in the field. */
export function formatName(stated: string | undefined): string {
  return stated !== undefined && plainFormat.test(stated) ? stated : 'unknown';
}

/** Adds the base64 string `encoded`, which stands at `holder[key]`, as a text where it can be read, else as a medium. */
export function walkBytes(
  builder: PartBuilder,
  holder: JsonObject | Json[],
  key: string | number,
  encoded: string,
  format: string,
  readable: boolean,
): void {
  const text = readable && textFormats.has(format) ? decodeText(encoded) : undefined;
  if (text === undefined) builder.addMedia({ format, bytes: decodedLength(encoded) });
  else if (text !== '') builder.addText(new DocumentText(holder, key, text));
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
 * The text, unless the bytes are not UTF-8 or the base64 is not canonical (RFC 4648 section 4): decoders differ on stray characters, so what
 * one reads there is no proof of what the model's own decoder will read.
 */
function decodeText(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, 'base64');
  if (!isUtf8(bytes) || bytes.toString('base64') !== encoded) return undefined;
  return bytes.toString('utf8');
}

function decodedLength(encoded: string): number {
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return Math.floor((encoded.length * 3) / 4) - padding;
}
