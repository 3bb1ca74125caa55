import * as z from 'zod/mini';

/** A schema for a fixed set of words. Taking them as the keys of a record makes the compiler see to it that none is missing. */
export function oneOf<Word extends string>(words: Readonly<Record<Word, true>>): z.ZodMiniType<Word> {
  return z.custom<Word>((value) => typeof value === 'string' && Object.hasOwn(words, value));
}
