/** The parameters of an AWS query-protocol call: a form body or a query string. Names and values are text from strangers. */

/** AWS's own AssumeRole requests stay far below. */
const longestForm = 65_536;
const mostParameters = 300;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Undefined when the form is too long, not UTF-8, badly escaped, or names something twice. */
export function parseForm(form: Uint8Array | string): ReadonlyMap<string, string> | undefined {
  if (form.length > longestForm) return undefined;
  try {
    return readPairs(typeof form === 'string' ? form : decoder.decode(form));
  } catch {
    return undefined;
  }
}

function readPairs(text: string): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  if (text === '') return parameters;
  const pairs = text.split('&', mostParameters + 1);
  if (pairs.length > mostParameters) return undefined;
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    if (parameters.has(name)) return undefined;
    parameters.set(name, equals === -1 ? '' : decode(pair.slice(equals + 1)));
  }
  return parameters;
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
