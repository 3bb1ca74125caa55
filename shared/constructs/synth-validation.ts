import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { Annotations, type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { FindingsByRule } from './findings-by-rule.ts';

/** Output of the Control Tower rules in bytes; its default of 1 MiB ends at a few dozen templates. */
const maxBuffer = 256 * 1024 * 1024;

/**
 * Adds the rule packs that every synth runs: a finding that nobody explained (`explainFindings`) fails it. Control Tower's rules come as a program for Linux and macOS on
 * x64 and arm64; elsewhere synth says that they did not run, rather than that they passed.
 *
 * @example const app = new App(); compose(app); validateAtSynth(app);
 */
export function validateAtSynth(app: App): void {
  const packs = [AwsSolutionsChecks, NIST80053R5Checks, HIPAASecurityChecks, PCIDSS321Checks, ServerlessChecks];
  Validations.of(app).addPlugins(...packs.map((Pack) => new FindingsByRule(new Pack(app))));
  if (controlTowerRuns()) Validations.of(app).addPlugins(new CfnGuardValidator({ maxBuffer }));
  else
    Annotations.of(app).addWarningV2(
      'gatehouse:control-tower-rules',
      `The Control Tower rules did not run: their program is not made for ${process.platform} on ${process.arch}. Synthesize on Linux or macOS before you deploy.`,
    );
}

function controlTowerRuns(): boolean {
  return ['linux', 'darwin'].includes(process.platform) && ['x64', 'arm64'].includes(process.arch);
}
