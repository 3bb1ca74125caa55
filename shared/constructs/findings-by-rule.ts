import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';

/**
 * A rule pack whose findings are named after the rule alone. cdk-nag also writes what it found into some names, such as `AwsSolutions-IAM5[Resource::…]`, with references to other stacks as JSON: a name that
 * nobody knows while constructs are made, and that could not be explained beside them. What a role may do is looked at one permission at a time by the truth table (`gatehouse policy table`).
 *
 * @example Validations.of(app).addPlugins(new FindingsByRule(new AwsSolutionsChecks(app)));
 */
export class FindingsByRule implements IPolicyValidationPlugin {
  readonly name: string;
  readonly #pack: IPolicyValidationPlugin;

  constructor(pack: IPolicyValidationPlugin) {
    this.name = pack.name;
    this.#pack = pack;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = this.#pack.validate(context);
    const violations = report.violations.map((one) => ({ ...one, ruleName: one.ruleName.replace(/\[.*\]$/s, '') }));
    return { ...report, violations };
  }
}
