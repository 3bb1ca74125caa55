import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import { loadGovernance } from '../../shared/config/load.ts';
import { formatProblem } from '../../shared/config/problem.ts';
import { readGovernanceFile } from '../../shared/config/read-file.ts';
import { GatehouseFault } from '../../shared/errors.ts';

/** The compiled rules of a governance file; a fault that lists every problem of the file where it has any. */
export function readGovernance(file: string): CompiledPolicy {
  const text = readGovernanceFile(file);
  const loaded = loadGovernance(text, file);
  if (loaded.ok) return loaded.policy;
  const problems = loaded.problems.map((problem) => formatProblem(problem, text)).join('\n\n');
  throw new GatehouseFault(
    'configuration_invalid',
    `${problems}\n`,
    `Mend ${file} and start again: npx gatehouse validate ${file} shows the same list.`,
  );
}
