import { readGovernance } from '../../hub/local/governance-file.ts';
import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import { printable } from '../../shared/config/printable.ts';
import type { Path } from '../../shared/config/problem.ts';
import { readGovernanceFile } from '../../shared/config/read-file.ts';
import { parseYaml, type YamlDocument } from '../../shared/config/yaml-document.ts';

export interface Place {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** The rules of a governance file, and where in it something stands. */
export interface OpenGovernance {
  readonly file: string;
  readonly compiled: CompiledPolicy;
  /** Of the key at a path, or of the innermost one around it that is there. */
  place(path: Path): Place;
  /** The same in words: `governance.yaml:14:5`. */
  written(path: Path): string;
}

/** @throws GatehouseFault `configuration_invalid` that lists every problem of the file where it has any. */
export function openGovernance(file: string): OpenGovernance {
  const compiled = readGovernance(file);
  // Parsed again only for who asks: most runs have nothing to complain of.
  let document: YamlDocument | undefined;
  const place = (path: Path) => {
    document ??= parseYaml(readGovernanceFile(file));
    return document.position(document.offsetOf(path, 'key'));
  };
  const written = (path: Path) => {
    const { line, column } = place(path);
    return `${printable(file, 300)}:${line}:${column}`;
  };
  return { file, compiled, place, written };
}
