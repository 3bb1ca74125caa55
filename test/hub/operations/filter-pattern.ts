/**
 * Filter patterns of CloudWatch Logs for JSON, as far as the hub uses them: `&&` before `||`, parentheses, `=` and `!=` with `*` at the ends of a value, `NOT EXISTS`. A comparison with a field that is not
 * there is false, whichever it is. A pattern that cannot be read is an error: it would match nothing, and the test would prove nothing.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function matchesPattern(pattern: string, event: object): boolean {
  const inner = /^\{ (.+) \}$/.exec(pattern)?.[1];
  if (inner === undefined) throw new Error(`not a JSON pattern: ${pattern}`);
  const tokens = inner.match(/\(|\)|&&|\|\||!=|=|NOT EXISTS|"[^"]*"|\$[\w.[\]]+/g) ?? [];
  if (tokens.join('') !== inner.replaceAll(/(?<!NOT) (?!EXISTS)/g, '').replaceAll('NOTEXISTS', 'NOT EXISTS'))
    throw new Error(`something in it is not understood: ${pattern}`);
  const reader = { tokens, at: 0 };
  const result = either(reader, event);
  if (reader.at !== tokens.length) throw new Error(`something is left over: ${pattern}`);
  return result;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function either(reader: Reader, event: object): boolean {
  let result = both(reader, event);
  while (taken(reader, '||')) result = both(reader, event) || result;
  return result;
}

function both(reader: Reader, event: object): boolean {
  let result = single(reader, event);
  while (taken(reader, '&&')) result = single(reader, event) && result;
  return result;
}

function single(reader: Reader, event: object): boolean {
  if (taken(reader, '(')) {
    const result = either(reader, event);
    if (!taken(reader, ')')) throw new Error('a parenthesis that nothing closes');
    return result;
  }
  const value = fieldOf(event, next(reader));
  if (taken(reader, 'NOT EXISTS')) return value === undefined;
  const operator = next(reader);
  const wanted = next(reader).slice(1, -1);
  if (typeof value !== 'string') return false;
  return (operator === '=') === alike(value, wanted);
}

function alike(value: string, wanted: string): boolean {
  const expression = wanted.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${expression}$`, 's').test(value);
}

function fieldOf(event: object, selector: string): unknown {
  const path = selector
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .slice(1);
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    event,
  );
}

function taken(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}

function next(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new Error('the pattern ends too early');
  reader.at += 1;
  return token;
}
