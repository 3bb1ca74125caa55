/** What accounts of applications get, as a CDK app, for organizations that do not deploy it by StackSets. Composition only: what is deployed is in access/, what is configured is in governance.yaml. */
import type { App } from 'aws-cdk-lib';
import { policyForSynth } from '../shared/constructs/policy-for-synth.ts';
import { runApp } from '../shared/constructs/run-app.ts';
import { SpokeStack } from './access/spoke-stack.construct.ts';
import { spokeStackSets } from './access/stack-sets.ts';

/** All stacks, from the file that the context `governance` names. */
export function compose(app: App): void {
  const policy = policyForSynth(app.node.tryGetContext('governance') ?? 'governance.yaml');
  for (const template of spokeStackSets(policy)) new SpokeStack(app, template);
}

// Who proves something about the stacks imports this file and composes them in process.
// Templates are the same as those of the StackSets: no paths of constructs in them.
if (import.meta.main)
  runApp(compose, { analyticsReporting: false, postCliContext: { 'aws:cdk:enable-path-metadata': false } });
