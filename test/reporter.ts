import { DefaultReporter, type SerializedError, type TestModule, type TestRunEndReason } from 'vitest/node';

/**
 * Vitest's own report, and below it what a person and a script need last: each skipped test with its reason, then one plain line
 * `N passed, N failed` (with `, N skipped` where any were). A file that cannot be loaded and an error outside any test count as
 * failures, so the line never says `0 failed` of a run that failed.
 */
export default class PlainEndReporter extends DefaultReporter {
  override onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    super.onTestRunEnd(modules, unhandled, reason);
    for (const line of describeEnd(modules, unhandled.length, reason)) this.ctx.logger.log(line);
  }
}

function describeEnd(modules: readonly TestModule[], unhandled: number, reason: TestRunEndReason): readonly string[] {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const passed = tests.filter((test) => test.result().state === 'passed').length;
  const failedTests = tests.filter((test) => test.result().state === 'failed').length;
  const skipped = tests.filter((test) => test.result().state === 'skipped');
  const unloadable = modules.filter((module) => module.errors().length > 0).length;
  const brokenSuites = modules
    .flatMap((module) => [...module.children.allSuites()])
    .filter((suite) => suite.errors().length > 0);
  const counted = failedTests + unloadable + brokenSuites.length + unhandled;
  // An interrupted or empty run failed even though nothing in it did.
  const failed = counted === 0 && (reason !== 'passed' || modules.length === 0) ? 1 : counted;
  return [
    ...skipped.map((test) => {
      const result = test.result();
      const note = 'note' in result && result.note ? `: ${result.note}` : '';
      return `skipped: ${test.module.relativeModuleId} > ${test.fullName}${note}`;
    }),
    `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  ];
}
