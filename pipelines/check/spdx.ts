/**
 * Decides whether a licence expression lets us take a package under permissive terms.
 * Source of the grammar: SPDX specification 2.3, annex D, https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
 */

/** Licences that ask for attribution at most. Identifiers as in https://spdx.org/licenses/ */
export const permissiveLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
  'Zlib',
]);

/**
 * `A OR B` is permissive where one side is, `A AND B` where both are; an exception (`WITH`) only adds permissions. Anything that is
 * not an SPDX expression is not permissive: an unknown licence grants nothing.
 */
export function isPermissive(expression: string, allowed: ReadonlySet<string> = permissiveLicences): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const reader: Reader = { tokens, at: 0, allowed };
  const verdict = readAlternatives(reader, 0);
  return verdict === true && reader.at === tokens.length;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  readonly allowed: ReadonlySet<string>;
}

/** `undefined`: not an expression. Nesting is bounded, because package metadata is not ours. */
type Reading = boolean | undefined;
const deepest = 20;

function readAlternatives(reader: Reader, depth: number): Reading {
  return readChain(reader, 'OR', () => readRequirements(reader, depth));
}

function readRequirements(reader: Reader, depth: number): Reading {
  return readChain(reader, 'AND', () => readTerm(reader, depth));
}

function readChain(reader: Reader, operator: 'AND' | 'OR', readOperand: () => Reading): Reading {
  let verdict = readOperand();
  while (verdict !== undefined && reader.tokens[reader.at] === operator) {
    reader.at += 1;
    const next = readOperand();
    if (next === undefined) return undefined;
    verdict = operator === 'OR' ? verdict || next : verdict && next;
  }
  return verdict;
}

function readTerm(reader: Reader, depth: number): Reading {
  const token = reader.tokens[reader.at++];
  if (token === '(') {
    const inner = depth < deepest ? readAlternatives(reader, depth + 1) : undefined;
    return reader.tokens[reader.at++] === ')' ? inner : undefined;
  }
  if (token === undefined || !/^[A-Za-z0-9][A-Za-z0-9.+:-]*$/.test(token)) return undefined;
  if (reader.tokens[reader.at] === 'WITH') reader.at += 2;
  return reader.allowed.has(token.replace(/\+$/, ''));
}
