import type { CompiledPolicy } from './bundle.ts';
import { compilePolicy } from './compile.ts';
import { checkSchema, type SchemaCheck } from './issues.ts';
import { printable } from './printable.ts';
import { type Finding, formatPath, mostProblems, type Problem } from './problem.ts';
import { rules } from './rules.ts';
import type { GovernanceConfig } from './schema.ts';
import { parseYaml, type YamlDocument } from './yaml-document.ts';

/** Bytes of UTF-8. A governance file of a large organization is a tenth of this. */
export const maxGovernanceBytes = 1_000_000;

export type LoadResult =
  | { readonly ok: true; readonly config: GovernanceConfig; readonly policy: CompiledPolicy }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads and checks the text of a governance file and compiles it. Never throws for what a file says: answers **every** problem at once (YAML syntax,
 * schema, cross references), in the order of the file. `file` is the name that the problems carry.
 */
export function loadGovernance(text: string, file: string): LoadResult {
  const size = Buffer.byteLength(text);
  if (size > maxGovernanceBytes) return { ok: false, problems: [tooLarge(size, file)] };
  const document = parseYaml(text);
  const { config, findings } = checkContent(document);
  const all = [...document.findings, ...findings];
  if (all.length > 0 || config === undefined) return { ok: false, problems: problemsOf(all, document, file) };
  return { ok: true, config, policy: compilePolicy(config) };
}

function checkContent(document: YamlDocument): SchemaCheck {
  if (document.read === 'no') return { findings: [] };
  const { config, findings } = checkSchema(document);
  // Broken syntax: what seems to be missing, or to refer to nothing, may stand in the part that could not be read.
  if (document.read === 'in part') return { findings: findings.filter((finding) => finding.found !== 'nothing') };
  const crossing = rules.flatMap((rule) => Iterator.from(rule(document.plain)).take(mostProblems).toArray());
  return { ...(config === undefined ? {} : { config }), findings: [...findings, ...crossing] };
}

function problemsOf(findings: readonly Finding[], document: YamlDocument, file: string): Problem[] {
  const placed = findings.map((finding) => {
    const at = finding.at ?? 'value';
    return { finding, offset: typeof at === 'object' ? at.offset : document.offsetOf(finding.path, at) };
  });
  placed.sort((a, b) => a.offset - b.offset);
  return placed.slice(0, mostProblems).map(({ finding, offset }) => ({
    file,
    ...document.position(offset),
    path: formatPath(finding.path),
    found: finding.found,
    // Both may quote names from the file.
    message: printable(finding.message, 500),
    remedy: printable(finding.remedy, 1500),
  }));
}

function tooLarge(size: number, file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    path: '',
    found: `${size} bytes`,
    message: `where ${maxGovernanceBytes} bytes is the most`,
    remedy: 'Check that this is the governance file.',
  };
}
