export interface Finding {
  readonly passed: boolean;
  /** Shown on failure, and where a check that passed still has something to say. */
  readonly output: string;
}

export interface Check {
  readonly name: string;
  run(): Promise<Finding>;
}

export interface CheckTotals {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs all checks beside each other and prints one line for each as it ends, then the totals. A check that throws has failed: a
 * rule that could not be applied was not kept.
 */
export async function runChecks(checks: readonly Check[], print: (line: string) => void): Promise<CheckTotals> {
  const verdicts = await Promise.all(checks.map((check) => runCheck(check, print)));
  const passed = verdicts.filter(Boolean).length;
  const totals = { passed, failed: verdicts.length - passed };
  print(`check: ${totals.passed} passed, ${totals.failed} failed`);
  return totals;
}

async function runCheck(check: Check, print: (line: string) => void): Promise<boolean> {
  const started = performance.now();
  const { passed, output } = await check.run().catch(
    (error: unknown): Finding => ({
      passed: false,
      output: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(`${passed ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)`);
  if (output !== '') print(output.replaceAll(/^/gm, '     '));
  return passed;
}
