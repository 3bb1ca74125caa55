/**
 * What has to be seen besides a valid number before it counts. `nothing`: structure and check digits already exclude ordinary numbers. `line`: one ordinary number
 * in ten or twenty passes, so it stands alone on its line (a form field, a JSON value, a cell of a column) or after telling words. `words`: the structure says
 * nothing, so only telling words do.
 */
export type Evidence = 'nothing' | 'line' | 'words';

/** A national identifier that is written as one to five groups of ASCII letters and digits. */
export interface Identifier {
  /** A name of `nationalIdentifierTypes`. */
  readonly type: string;
  /** `digits`: digits alone. `code`: letters and digits, at least one of each. */
  readonly kind: 'digits' | 'code';
  /** How it is written, as the lengths of its groups with the separators between them (`'11'`, `'2 3 3 3'`, `'6-7'`), and the evidence that each form needs. */
  readonly forms: Readonly<Record<string, Evidence>>;
  /** Words that tell, when they stand on the same line right before it. */
  readonly words: RegExp;
  /** Whether the characters, separators left out and in capitals, can be one: ranges, dates, check digits. */
  readonly valid: (value: string) => boolean;
}
