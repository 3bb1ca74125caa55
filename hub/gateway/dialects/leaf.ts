import type { Json } from '../../../shared/canonical-json.ts';
import { numberOf } from './json-tree.ts';
import type { Leaf } from './shape.ts';

/** What belongs where a leaf stands, in the words of an error message. */
export const expectedLeaf = {
  text: 'a string',
  token: 'a string, a number or a boolean',
  opaque: 'a string, a number or a boolean',
  json: 'JSON',
  skip: 'JSON',
  number: 'a number',
  count: 'a whole number from 0',
  flag: 'a boolean',
} as const satisfies Record<Leaf['is'], string>;

export function fitsLeaf(leaf: Leaf['is'], value: Json): boolean {
  switch (leaf) {
    case 'text':
      return typeof value === 'string';
    case 'token':
    case 'opaque':
      return typeof value !== 'object' || numberOf(value) !== undefined;
    case 'number':
      return numberOf(value) !== undefined;
    case 'count':
      return isCount(numberOf(value));
    case 'flag':
      return typeof value === 'boolean';
    default:
      return true;
  }
}

function isCount(value: number | undefined): boolean {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}

/** Identifiers, enum values, versions, ARNs; neither prose nor digit strings as long as an account number. */
const plainToken = /^(?!.*\d{9})[\w.:/+-]{0,256}$/;

/** Whether a string at this leaf is for screening. A token that does not look like one is. */
export function isScreened(leaf: Leaf['is'], value: string): boolean {
  if (value === '') return false;
  return leaf === 'text' || (leaf === 'token' && !plainToken.test(value));
}
