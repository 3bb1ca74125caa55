/** The hub as a CDK app. Composition only: what is deployed is in the stacks, what is configured is in governance.yaml. */
import { App } from 'aws-cdk-lib';
import { GatehouseFault } from '../shared/errors.ts';
import { accessStacks } from './stacks/access-stack.ts';
import { EvidenceStack } from './stacks/evidence-stack.ts';
import { GuardrailsStack } from './stacks/guardrails-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { policyForSynth } from './stacks/policy-for-synth.ts';
import { validateAtSynth } from './stacks/synth-validation.ts';

/** All stacks of the hub, from the file that the context `governance` names. */
export function compose(app: App): void {
  const policy = policyForSynth(app.node.tryGetContext('governance') ?? 'governance.yaml');
  const { hub, audit } = policy;
  const env = { account: hub.accountId, region: hub.region };
  const { evidence, records, ledger, keys } = new EvidenceStack(app, 'GatehouseEvidence', {
    env,
    audit,
    hub,
    organizationId: policy.organization.id,
    description: 'Gatehouse: evidence, records and quota ledger',
  });
  const network = new NetworkStack(app, 'GatehouseNetwork', {
    env,
    policy,
    stores: {
      evidenceBucket: evidence.bucket.bucketArn,
      recordsTable: records.table.tableArn,
      ledgerTable: ledger.table.tableArn,
      keys: { content: evidence.key.keyArn, signing: keys.signingKeyArn, commitment: keys.commitmentKeyArn },
    },
    description: 'Gatehouse: isolated network and endpoints',
  });
  const guardrails = new GuardrailsStack(app, 'GatehouseGuardrails', {
    env,
    bundle: policy,
    description: 'Gatehouse: guardrails and their versions',
  });
  accessStacks(app, {
    env,
    bundle: policy,
    guardrails: guardrails.arns,
    bedrockEndpointIds: [network.endpoints.idOf('bedrock-runtime')],
    // The edge is not composed yet: until it is, a caller role may call nothing.
    apis: [],
  });
}

function main(): void {
  try {
    const app = new App();
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
