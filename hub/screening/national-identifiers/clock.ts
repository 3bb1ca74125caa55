import { chars, either, optional, seq } from '../pattern.ts';

const seconds = seq(chars(':'), chars('0-9', 2), optional(seq(chars('.,'), chars('0-9', 1, 9))));
/** `Z`, or hours and minutes east or west (RFC 3339, ISO 8601). */
export const offset = either(
  chars('Zz'),
  seq(chars('+\\-'), chars('0-9', 2), optional(seq(chars(':', 0, 1), chars('0-9', 2)))),
);
/** Minutes after the hour, and what may follow them. */
export const minutes = seq(chars(':'), chars('0-9', 2), optional(seconds));
