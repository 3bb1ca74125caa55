import { RE2JS } from 're2js';
import { entriesAt, mapsAt, textAt } from '../draft.ts';
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
