/**
 * Bytes in two faces: as the caller is shown them, with the values that pseudonyms stand for, and as they are kept for the evidence and the commitments, without. The
 * same buffer where nothing differs, which is nearly always.
 */
export interface Faces {
  readonly shown: Uint8Array;
  readonly kept: Uint8Array;
}

/** Bytes that are kept as they are shown. */
export function alike(bytes: Uint8Array): Faces {
  return { shown: bytes, kept: bytes };
}

/** One after the other; a single piece is not copied. */
export function joinFaces(pieces: readonly Faces[]): Faces {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const shown = Buffer.concat(pieces.map((piece) => piece.shown));
  if (pieces.every((piece) => piece.shown === piece.kept)) return alike(shown);
  return { shown, kept: Buffer.concat(pieces.map((piece) => piece.kept)) };
}
