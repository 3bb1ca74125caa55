/** The hub as a CDK app. Composition only: what is deployed is in the stacks, what is configured is in governance.yaml. */
import { App } from 'aws-cdk-lib';
import { GatehouseFault } from '../shared/errors.ts';
import { EvidenceStack } from './stacks/evidence-stack.ts';
import { policyForSynth } from './stacks/policy-for-synth.ts';

function compose(app: App): void {
  const { hub, audit } = policyForSynth(app.node.tryGetContext('governance') ?? 'governance.yaml');
  const env = { account: hub.accountId, region: hub.region };
  new EvidenceStack(app, 'GatehouseEvidence', {
    env,
    audit,
    description: 'Gatehouse: evidence, records and quota ledger',
  });
}

try {
  compose(new App());
} catch (error) {
  if (!(error instanceof GatehouseFault)) throw error;
  // A person reads this: the message says what to do, and a stack trace would bury it.
  console.error(error.message);
  process.exitCode = 1;
}
