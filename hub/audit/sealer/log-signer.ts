import type { NoteKey } from '../log/note-key.ts';
import type { NoteSignature } from '../log/signed-note.ts';

/** Signs checkpoints, and knows whose signatures its log has. */
export interface LogSigner {
  /** Its own key, and those that the log was signed with before. */
  readonly keys: readonly NoteKey[];
  sign(text: string): Promise<NoteSignature>;
}
