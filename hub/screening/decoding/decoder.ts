export type Encoding =
  | 'base64'
  | 'base64url'
  | 'hex'
  | 'hex-bytes'
  | 'binary'
  | 'percent'
  | 'escape'
  | 'html-entity'
  | 'tag'
  | 'reversed'
  | 'rot13';

/** A run inside a text that reads as another text: `[start, end)` in UTF-16 offsets, and what it reads as. */
export interface DecodedRun {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly encoding: Encoding;
}

/** Decodes runs inside one token, which is a run of characters that encodings are written in, and short (`tokens.ts`). Offsets are those of the token. */
export interface TokenDecoder {
  decode(token: string): readonly DecodedRun[];
}
