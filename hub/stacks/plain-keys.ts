/**
 * Writes the names of an SDK client's schemas where they are used as keys: `{ [_ht]: … }` becomes `{ "http": … }`. A bundler has to take a key that is worked out for something that might do something, and would
 * keep the schemas of every operation of a service because of it; so a function that invokes another would carry all of AWS Lambda.
 *
 * @param module a `schemas_0.js` of an SDK client: constants of texts, then schemas. What is not of this form is left as it is.
 */
export function plainKeys(module: string): string {
  const texts = new Map([...module.matchAll(/^const (\w+) = ("[^"\\\n]*");$/gm)].map(([, name, text]) => [name, text]));
  return module.replaceAll(/\[(\w+)\]:/g, (key, name: string) => {
    const text = texts.get(name);
    return text === undefined ? key : `${text}:`;
  });
}
