/** Whether some text matches both of two patterns with `*` and `?`. Product of their lengths at worst, so that no pattern can hold it up. */
export function globsOverlap(one: string, other: string): boolean {
  const [a, b] = [Array.from(one), Array.from(other)];
  // reachable[j]: a's first i characters and b's first j can stand for the same text.
  let reachable = starsFrom(b);
  for (let i = 1; i <= a.length; i++) {
    const next: boolean[] = [a[i - 1] === '*' && reachable[0] === true];
    for (let j = 1; j <= b.length; j++) next[j] = step(a[i - 1] ?? '', b[j - 1] ?? '', reachable, next, j);
    reachable = next;
  }
  return reachable[b.length] === true;
}

function step(x: string, y: string, before: readonly boolean[], now: readonly boolean[], j: number): boolean {
  if (x === '*') return before[j] === true || now[j - 1] === true;
  if (y === '*') return now[j - 1] === true || before[j] === true;
  return before[j - 1] === true && (x === y || x === '?' || y === '?');
}

/** Nothing and the first j characters stand for the same text while they are all stars. */
function starsFrom(pattern: readonly string[]): boolean[] {
  const reachable = [true];
  for (const [j, character] of pattern.entries()) reachable.push(reachable[j] === true && character === '*');
  return reachable;
}

/** Components of an ARN: arn, partition, service, region, account, and all the rest. */
const components = 6;

/** The same for ARNs, component by component; a pattern that has fewer is compared as a whole. */
export function arnsOverlap(pattern: string, format: string): boolean {
  const [a, b] = [splitArn(pattern), splitArn(format)];
  if (a.length < components) return globsOverlap(pattern, format);
  return a.every((part, index) => globsOverlap(part, b[index] ?? ''));
}

function splitArn(arn: string): readonly string[] {
  const parts = arn.split(':');
  if (parts.length <= components) return parts;
  return [...parts.slice(0, components - 1), parts.slice(components - 1).join(':')];
}
