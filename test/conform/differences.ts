import { type ExactJson, ExactNumber, type ExactObject, isExactArray, isExactObject } from './exact-json.ts';

/** RFC 6901 pointers of what is missing, added or different in `actual`; of a part that is missing or added as a whole, the pointer of its root alone. */
export function differences(expected: ExactJson, actual: ExactJson, pointer = ''): string[] {
  if (isExactArray(expected) && isExactArray(actual)) return inArrays(expected, actual, pointer);
  if (isExactObject(expected) && isExactObject(actual)) return inObjects(expected, actual, pointer);
  return sameLeaf(expected, actual) ? [] : [pointer];
}

function inArrays(expected: readonly ExactJson[], actual: readonly ExactJson[], pointer: string): string[] {
  const shared = Math.min(expected.length, actual.length);
  const inside = expected
    .slice(0, shared)
    .flatMap((item, index) => differences(item, actual[index] ?? null, `${pointer}/${index}`));
  const unmatched = Math.max(expected.length, actual.length) - shared;
  return [...inside, ...Array.from({ length: unmatched }, (_, index) => `${pointer}/${shared + index}`)];
}

function inObjects(expected: ExactObject, actual: ExactObject, pointer: string): string[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => {
    const at = `${pointer}/${escaped(key)}`;
    const both = Object.hasOwn(expected, key) && Object.hasOwn(actual, key);
    return both ? differences(expected[key] ?? null, actual[key] ?? null, at) : [at];
  });
}

function sameLeaf(expected: ExactJson, actual: ExactJson): boolean {
  if (expected instanceof ExactNumber) return actual instanceof ExactNumber && expected.source === actual.source;
  return expected === actual;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
