import { hash } from 'node:crypto';
import type { Statement } from '../../shared/iam/policy-document.ts';
import { sizeOf, statementText } from './policy-text.ts';

/** Of the room that is left beside what every part repeats (conditions above all), the share that the actions of one part may take: small parts fill policies well. */
const share = 4;

/**
 * A statement as several that together decide as it does, where it alone is larger than `room` (bytes): its actions, or else its resources, are dealt out. Which part an entry goes to
 * follows from the entry alone, so that a new one changes one part. The parts are merged again where they meet in one policy. Undefined where no part would be small enough:
 * what is large cannot be dealt out (conditions, `NotAction`, `NotResource`), for a request must meet all of it at once.
 */
export function splitStatement(statement: Statement, room: number): readonly Statement[] | undefined {
  const size = (part: Statement) => sizeOf(statementText(part));
  if (size(statement) <= room) return [statement];
  for (const name of ['action', 'resource'] as const) {
    const fixed = size(withPatterns(statement, name, []));
    const parts = dealOut(statement, name, fixed + Math.max(0, room - fixed) / share, 0);
    if (parts.every((part) => size(part) <= room)) return parts;
  }
  // Neither list alone makes it small enough: deal out the resources of each single action.
  const parts = dealOut(statement, 'action', 0, 0).flatMap((part) => dealOut(part, 'resource', room, 0));
  return parts.every((part) => size(part) <= room) ? parts : undefined;
}

type Listed = 'action' | 'resource';

/** Halves, and halves of halves: the digest of an entry says, bit by bit, into which. */
function dealOut(statement: Statement, name: Listed, most: number, bit: number): readonly Statement[] {
  const element = statement[name];
  const divisible = element !== undefined && !element.not && element.patterns.length > 1;
  if (!divisible || bit >= digestBits || sizeOf(statementText(statement)) <= most) return [statement];
  const halves = [0, 1].map((side) => element.patterns.filter((pattern) => bitOf(pattern, bit) === side));
  return halves
    .filter((patterns) => patterns.length > 0)
    .flatMap((patterns) => dealOut(withPatterns(statement, name, patterns), name, most, bit + 1));
}

function withPatterns(statement: Statement, name: Listed, patterns: readonly string[]): Statement {
  return statement[name] === undefined ? statement : { ...statement, [name]: { not: statement[name].not, patterns } };
}

const digestBits = 256;

function bitOf(pattern: string, bit: number): number {
  const digest = hash('sha256', pattern, 'buffer');
  return ((digest[bit >> 3] ?? 0) >> (bit & 7)) & 1;
}
