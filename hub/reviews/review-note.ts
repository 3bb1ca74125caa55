import { GatehouseFault } from '../../shared/errors.ts';

/** UTF-16 units. */
const longestNote = 500;

/** Control, format and direction-changing characters and lone surrogates: a note must not be able to rewrite the terminal of who reads it. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * A note as it may be kept: one printable line without sensitive information, because notes are read by people who may not see the answer. Throws GatehouseFault `usage` for what it
 * may not be; the message quotes nothing.
 * @param sensitiveTypes the types of sensitive information that are found in a text
 */
export function vetNote(note: string, sensitiveTypes: (text: string) => readonly string[]): string {
  const text = note.trim();
  if (text === '') throw badNote('The note is empty.');
  if (text.length > longestNote) throw badNote(`The note is longer than ${longestNote} characters.`);
  if (unprintable.test(text)) throw badNote('The note holds characters that cannot be shown, or line breaks.');
  const types = [...new Set(sensitiveTypes(text))];
  if (types.length > 0) throw badNote(`The note holds what looks like ${types.join(', ')}.`);
  return text;
}

function badNote(what: string): GatehouseFault {
  return new GatehouseFault(
    'usage',
    what,
    'Say in one short line why you decided so, without quoting the answer; the record id leads to it.',
  );
}
