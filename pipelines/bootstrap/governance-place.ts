import { formatPath, type Path } from '../../shared/config/problem.ts';
import { GatehouseFault } from '../../shared/errors.ts';

/** Where in the governance file something is configured, so that a fault can name the line. */
export interface GovernanceFile {
  /** The name that faults carry. */
  readonly file: string;
  /** Counted from 1; undefined where the text is not at hand. */
  readonly locate?: (path: Path) => { readonly line: number; readonly column: number } | undefined;
}

/** A fault `configuration_invalid` about what the file says at `path`. */
export function contradiction(
  { file, locate }: GovernanceFile,
  path: Path,
  message: string,
  remedy: string,
): GatehouseFault {
  return new GatehouseFault('configuration_invalid', `${placeOf({ file, locate }, path)}: ${message}`, remedy);
}

function placeOf({ file, locate }: { file: string; locate: GovernanceFile['locate'] | undefined }, path: Path): string {
  const found = locate?.(path);
  return `${file}${found === undefined ? '' : `:${found.line}:${found.column}`} ${formatPath(path)}`;
}
