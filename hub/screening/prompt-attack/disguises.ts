import type { Weight } from './behaviour.ts';

/**
 * Ways to write a text so that people or filters do not read it, and how much each says by itself: an encoding is no attack, and attacks are seldom encoded by
 * accident. A disguise counts only where what it hid reads as language.
 */
export const disguises = {
  /** Base64, hex, percent, escapes, entities. */
  encoded: 'light',
  /** Characters that nobody sees, or that are shown in another order. */
  hidden: 'medium',
  /** Letters moved along the alphabet. */
  cipher: 'light',
  backwards: 'light',
  leet: 'light',
  /** Letters parted by spaces or signs. */
  spelled: 'light',
  /** Letters inside words out of order. */
  scrambled: 'light',
  /** Words without spaces between them, as names in code are. */
  runTogether: 'none',
  /** Morse, bits, numbers, spelling alphabets, Pig Latin. */
  code: 'light',
  /** Comments that a rendered page does not show. Every page has some. */
  comment: 'none',
} as const satisfies Record<string, Weight>;

export type Disguise = keyof typeof disguises;
