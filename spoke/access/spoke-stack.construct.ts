import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BootstraplessSynthesizer, type IStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { Construct } from 'constructs';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import type { StackSetTemplate } from './stack-sets.ts';

interface Explanation {
  /** Logical ids that it is about. */
  readonly about: RegExp;
  readonly rules: readonly string[];
  readonly reason: string;
}

const explanations: readonly Explanation[] = [
  {
    about: /^Boundary$/,
    rules: ['AwsSolutions-IAM5'],
    reason:
      'Every application has a caller role in the hub, and this is the fence around all of them: which one a role may assume stands in its own policy, without a wildcard.',
  },
  {
    about: /^Role|^JobResultsRole$/,
    rules: ['IAMNoInlinePolicy'],
    reason:
      'What such a role may do belongs to it alone: an inline policy can be attached to no other role and does not outlive its own.',
  },
  {
    about: /^JobResults$/,
    rules: ['Serverless-EventBusDLQ'],
    reason:
      'An event on its way to the default bus of the same account says that a job is done; the hub keeps the result, so that a lost event loses nothing.',
  },
  {
    about: /^BreakGlass$/,
    rules: ['AwsSolutions-IAM4'],
    reason:
      'Break-glass is for what nobody foresaw; policies of the organization still bind it, and it is assumed for an hour at most, under the name of the person who acts.',
  },
];

/**
 * The stack of a StackSet as one of the CDK's, for an organization that deploys to its accounts in another way: the same template, to the letter. It needs no bootstrapped account.
 *
 * @example for (const template of spokeStackSets(bundle)) new SpokeStack(app, template);
 */
export class SpokeStack extends Stack {
  constructor(scope: Construct, { name, body }: StackSetTemplate) {
    // The CDK's own declarations disagree about what may be undefined in it.
    const synthesizer = new BootstraplessSynthesizer() as IStackSynthesizer;
    super(scope, name, { synthesizer, analyticsReporting: false });
    for (const resource of include(this, body).node.children)
      for (const { about, rules, reason } of explanations)
        if (about.test(resource.node.id)) explainFindings(resource, rules, reason);
  }
}

/** The CDK includes templates from files alone, and reads them at once. */
function include(scope: Construct, body: string): CfnInclude {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-spoke-'));
  try {
    const templateFile = join(directory, 'template.json');
    writeFileSync(templateFile, body);
    return new CfnInclude(scope, 'Template', { templateFile });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
