import type { CompiledPolicy } from './bundle.ts';
import { compilePolicy } from './compile.ts';
import { schemaFindings } from './issues.ts';
import { type Finding, formatPath, type Problem } from './problem.ts';
import { rules } from './rules.ts';
import { type GovernanceConfig, governanceSchema } from './schema.ts';
import { parseYaml, type YamlDocument } from './yaml-document.ts';

/** Bytes of UTF-8. A governance file of a large organization is a tenth of this. */
export const maxGovernanceBytes = 1_000_000;
/** Problems that are listed at most; a file with more is not a governance file with slips. */
const mostProblems = 1000;

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
  const findings = [...document.findings, ...contentFindings(document)];
  if (findings.length > 0) return { ok: false, problems: problemsOf(findings, document, file) };
  const config = governanceSchema.parse(document.plain);
  return { ok: true, config, policy: compilePolicy(config) };
}

function contentFindings(document: YamlDocument): Finding[] {
  if (document.read === 'no') return [];
  const schema = schemaFindings(document);
  const crossing = rules.flatMap((rule) => [...rule(document.plain)]);
  if (document.read === 'whole') return [...schema, ...crossing];
  // Broken syntax: what seems to be missing, or to refer to nothing, may stand in the part that could not be read.
  return schema.filter((finding) => finding.found !== 'nothing');
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
    message: finding.message,
    remedy: finding.remedy,
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
