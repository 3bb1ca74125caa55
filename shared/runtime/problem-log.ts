/** What a function writes to its log where something broke. Never a message that is not Gatehouse's own: others quote what was being read, and that is content. */
import { GatehouseFault } from '../errors.ts';

export type ProblemLog = (event: string, problem: unknown, requestId?: string) => void;

const mostCauses = 4;
const mostFrames = 12;
const word = /^[A-Za-z0-9_.:-]{1,80}$/;

/** One line of JSON on standard output, which Lambda brings to the function's log group. */
export const logProblem: ProblemLog = (event, problem, requestId) => {
  console.log(
    JSON.stringify({ level: 'ERROR', event, ...(requestId !== undefined && { requestId }), ...described(problem) }),
  );
};

/**
 * The same work, with a line in the log where it fails. For work whose failures become answers of another function or of a caller, who are told what they may know: the causes would be lost.
 *
 * @example const assumeRole = logged('role_not_assumed', assumeRoleBySts(region));
 */
export function logged<Arguments extends readonly unknown[], Result>(
  event: string,
  work: (...given: Arguments) => Promise<Result>,
  log: ProblemLog = logProblem,
): (...given: Arguments) => Promise<Result> {
  return (...given) =>
    work(...given).catch((problem: unknown) => {
      log(event, problem);
      throw problem;
    });
}

function described(problem: unknown): Record<string, unknown> {
  if (!(problem instanceof GatehouseFault)) return { causes: causesOf(problem), frames: framesOf(problem) };
  return { code: problem.code, message: problem.message, causes: causesOf(problem.cause) };
}

/** Names and codes from the outside in: `TimeoutError`, `AccessDeniedException`, `ECONNRESET`. */
function causesOf(problem: unknown): readonly string[] {
  const names: string[] = [];
  for (let cause = problem; cause instanceof Error && names.length < mostCauses; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    names.push(...[cause.name, code].filter((name): name is string => typeof name === 'string' && word.test(name)));
  }
  return names;
}

function framesOf(problem: unknown): readonly string[] {
  const lines = problem instanceof Error ? (problem.stack ?? '').split('\n') : [];
  return lines.filter((line) => /^ {4}at [^\n]{1,400}$/.test(line)).slice(0, mostFrames);
}
