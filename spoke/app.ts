/** What accounts of applications get, as a CDK app, for organizations that do not deploy it by StackSets. Composition only: what is deployed is in access/, what is configured is in governance.yaml. */
import { App } from 'aws-cdk-lib';
import { policyForSynth } from '../shared/constructs/policy-for-synth.ts';
import { validateAtSynth } from '../shared/constructs/synth-validation.ts';
import { GatehouseFault } from '../shared/errors.ts';
import { SpokeStack } from './access/spoke-stack.construct.ts';
import { spokeStackSets } from './access/stack-sets.ts';

/** All stacks, from the file that the context `governance` names. */
export function compose(app: App): void {
  const policy = policyForSynth(app.node.tryGetContext('governance') ?? 'governance.yaml');
  for (const template of spokeStackSets(policy)) new SpokeStack(app, template);
}

function main(): void {
  try {
    // Templates are the same as those of the StackSets: no paths of constructs in them.
    const app = new App({ analyticsReporting: false, postCliContext: { 'aws:cdk:enable-path-metadata': false } });
    compose(app);
    validateAtSynth(app);
  } catch (error) {
    if (!(error instanceof GatehouseFault)) throw error;
    // A person reads this: the message says what to do, and a stack trace would bury it.
    console.error(error.message);
    process.exitCode = 1;
  }
}

// Who proves something about the stacks imports this file and composes them in process.
if (import.meta.main) main();
