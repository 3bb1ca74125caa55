import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { Finding, Path } from './problem.ts';
import { YamlLocator } from './yaml-locator.ts';
import { readPlain } from './yaml-plain.ts';

/** A YAML text as plain data that still knows where each value was written. */
export interface YamlDocument {
  /** Maps as objects without the key `__proto__`; lists; scalars of JSON. Undefined where the text has no readable root. */
  readonly plain: unknown;
  /** `in part`: syntax errors, so what seems to be missing may only be unread. `no`: too deep or too much, and `plain` is cut off. */
  readonly read: 'whole' | 'in part' | 'no';
  /** What is wrong with the text as YAML, or as YAML that is to be JSON. */
  readonly findings: readonly Finding[];
  /** Offset of the key or value at `path`, or of the innermost key on the way that exists. */
  offsetOf(path: Path, at: 'key' | 'value'): number;
  /** A scalar as it was written, before YAML gave it a type: `012345678901` where the value is the number 12345678901. */
  writtenAt(path: Path): string | undefined;
  position(offset: number): { readonly line: number; readonly column: number };
}

export function parseYaml(text: string): YamlDocument {
  const counter = new LineCounter();
  // Schema `core` whatever a %YAML directive says (1.1 would bring dates, sets and merge keys). Duplicate keys are found by readPlain: the
  // library compares each key with all others, which an enormous map turns into hours.
  const document = parseDocument(text, {
    lineCounter: counter,
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    stringKeys: false,
  });
  const read = readPlain(document.contents, (offset) => counter.linePos(offset).line);
  const syntax = syntaxFindings([...document.errors, ...document.warnings]);
  const locator = new YamlLocator(document.contents, read.aliases);
  return {
    plain: read.value,
    read: read.isCutOff || document.errors.some(isTooDeep) ? 'no' : document.errors.length > 0 ? 'in part' : 'whole',
    // Past a limit the parser, too, has stumbled; what it says of that only hides the reason.
    findings: read.isCutOff ? read.findings : [...syntax, ...read.findings],
    offsetOf: (path, at) => locator.offsetOf(path, at),
    writtenAt: (path) => locator.writtenAt(path),
    position: (offset) => {
      const { line, col } = counter.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col) };
    },
  };
}

/** A broken text can yield one error for each character; the first hundred say enough. */
const mostSyntaxFindings = 100;

function syntaxFindings(errors: readonly YAMLError[]): Finding[] {
  return errors.slice(0, mostSyntaxFindings).map((error) => ({
    path: [],
    at: { offset: error.pos[0] },
    found: 'YAML that cannot be read',
    message: `where the parser says: ${isTooDeep(error) ? 'too many values nested in one another' : error.message.replace(/\.?\s*$/, '')}`,
    remedy: 'Mend the syntax here: indent with spaces, put text with special characters in quotes, close what is open.',
  }));
}

/** The parser is recursive, and reports the end of its stack as an error in the text. */
function isTooDeep(error: YAMLError): boolean {
  return /stack/i.test(error.message);
}
