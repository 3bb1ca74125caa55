/**
 * Signed notes (https://c2sp.org/signed-note): a text, an empty line, and a line for each signature. A note comes from whoever serves the log, so nothing of it is believed before
 * a signature of a known key has verified; and it has one form, so that no two readers take the same bytes for different notes.
 */
import { type Flawed, flawed } from './flawed.ts';
import { isKeyName, type NoteKey } from './note-key.ts';
import { strictBase64 } from './strict-base64.ts';

/** Room for the 16 signatures that a verifier must accept, post-quantum ones of 5 kB each among them. */
export const largestNote = 128 * 1024;
const mostSignatures = 100;

export interface NoteSignature {
  readonly name: string;
  /** 8 hex digits. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface SignedNote {
  /** With its final line end. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Takes the bytes apart; who signed is not checked yet. */
export function parseNote(bytes: Uint8Array): SignedNote | Flawed {
  if (bytes.length > largestNote) return flawed(`it is larger than ${largestNote} bytes`);
  const note = decodeUtf8(bytes);
  if (note === undefined) return flawed('it is not UTF-8 without control characters');
  const split = note.lastIndexOf('\n\n');
  if (split < 1) return flawed('it has no empty line between its text and its signatures');
  const lines = note.slice(split + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) return flawed('it does not end with a whole signature line');
  if (lines.length > mostSignatures) return flawed(`it has more than ${mostSignatures} signatures`);
  const signatures = lines.flatMap((line) => parseSignature(line) ?? []);
  if (signatures.length < lines.length) return flawed('a signature line is not of the form "— name base64"');
  return { text: note.slice(0, split + 1), signatures };
}

/**
 * Which of the known keys signed. Signatures of other keys are passed over; where one that a known key is said to have made does not verify, the
 * whole note is flawed.
 */
export function signersOf({ text, signatures }: SignedNote, known: readonly NoteKey[]): readonly NoteKey[] | Flawed {
  const signed = Buffer.from(text);
  const signers = new Set<NoteKey>();
  for (const { name, id, bytes } of signatures) {
    const key = known.find((each) => each.name === name && each.id === id);
    if (key === undefined) continue;
    if (!key.verifies(signed, bytes)) return flawed(`the signature of ${name} is not over this text`);
    signers.add(key);
  }
  return [...signers];
}

export function formatNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(({ name, id, bytes }) => {
    const encoded = Buffer.concat([Buffer.from(id, 'hex'), bytes]).toString('base64');
    return `— ${name} ${encoded}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : strictBase64(encoded);
  if (name === undefined || bytes === undefined || bytes.length < 5 || !isKeyName(name)) return undefined;
  return { name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4) };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  // The only control character of a note is the line end: none may hide text from a reader's terminal.
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the caller says of which note
  }
}
