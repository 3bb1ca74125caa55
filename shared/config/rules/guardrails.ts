import { RE2JS } from 're2js';
import { entriesAt, mapsAt, textAt } from '../draft.ts';
import { entityTypes } from '../entity-types.ts';
import { describeFound, type Finding } from '../problem.ts';

/** Patterns must compile on the linear-time engine that will run them, and must not match empty text (which stands between all characters). */
export function* patternsCompile(file: unknown): Iterable<Finding> {
  for (const [name, guardrail] of entriesAt(file, 'guardrails')) {
    for (const [index, regex] of mapsAt(guardrail, 'regexes')) {
      const pattern = textAt(regex, 'pattern');
      // An overlong pattern is the schema's to report; it is not worth compiling.
      const fault = pattern === undefined || pattern.length > 500 ? undefined : faultOf(pattern);
      if (fault === undefined) continue;
      yield { path: ['guardrails', name, 'regexes', index, 'pattern'], found: describeFound(pattern), ...fault };
    }
  }
}

function faultOf(pattern: string): Pick<Finding, 'message' | 'remedy'> | undefined {
  try {
    if (!RE2JS.compile(pattern).matches('')) return undefined;
    return {
      message: 'which matches empty text',
      remedy: 'Require at least one character: use + instead of *, for example.',
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unknown reason';
    return {
      message: `which does not compile (${reason.slice(0, 100)})`,
      remedy: 'Use RE2 syntax: no look-around, no back-references, repeat counts up to 1000.',
    };
  }
}

/**
 * A match is replaced by its pattern's name in braces, and a name in braces that looks like a pseudonym would be put back as the value of one. So no name may, and
 * none may pass for a type that others judge.
 */
export function* patternNamesAreNoTokens(file: unknown): Iterable<Finding> {
  for (const [guardrail, body] of entriesAt(file, 'guardrails')) {
    for (const [index, regex] of mapsAt(body, 'regexes')) {
      const name = textAt(regex, 'name');
      const message = name === undefined ? undefined : mistakenFor(name);
      if (message === undefined) continue;
      yield {
        path: ['guardrails', guardrail, 'regexes', index, 'name'],
        found: describeFound(name),
        message,
        remedy: 'Give it a name of its own without braces and without a number at its end, such as claim-number.',
      };
    }
  }
}

const typeNames: ReadonlySet<string> = new Set(entityTypes);

function mistakenFor(name: string): string | undefined {
  if (/[{}]/.test(name)) return 'which has braces, in which masks stand';
  if (/_\d+(?::\d+)?$/.test(name)) return 'which looks like a pseudonym ({EMAIL_1})';
  return typeNames.has(name.toUpperCase().replace(/:\d+$/, ''))
    ? 'which is the name of a type of sensitive data'
    : undefined;
}

/** Findings name the topic or pattern that fired, so those names must tell them apart. */
export function* guardrailNamesAreUnique(file: unknown): Iterable<Finding> {
  for (const [guardrail, body] of entriesAt(file, 'guardrails')) {
    for (const list of ['topics', 'regexes'] as const) {
      const seen = new Set<string>();
      for (const [index, entry] of mapsAt(body, list)) {
        const name = textAt(entry, 'name');
        if (name !== undefined && seen.has(name)) {
          const path = ['guardrails', guardrail, list, index, 'name'];
          yield {
            path,
            found: describeFound(name),
            message: `which another entry of ${list} is called already`,
            remedy: 'Give each its own name.',
          };
        }
        if (name !== undefined) seen.add(name);
      }
    }
  }
}
