/** The hub as a CDK app. Composition only: what is deployed is in the stacks, what is configured is in governance.yaml. */
import type { App } from 'aws-cdk-lib';
import type { PolicyBundle } from '../shared/config/bundle.ts';
import { policyForSynth } from '../shared/constructs/policy-for-synth.ts';
import { runApp } from '../shared/constructs/run-app.ts';
import { buildName } from './local/build-name.ts';
import { liveFunctionArn } from './network/function-names.ts';
import type { HubStores } from './network/hub-resources.ts';
import { accessStacks } from './stacks/access-stack.ts';
import { edgeStacks } from './stacks/edge-stack.ts';
import { EvidenceStack } from './stacks/evidence-stack.ts';
import { FunctionsStack } from './stacks/functions-stack.ts';
import { GuardrailsStack } from './stacks/guardrails-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { PolicyBundleStack } from './stacks/policy-bundle-stack.ts';

/** All stacks of the hub, from the file that the context `governance` names. */
export function compose(app: App): void {
  composeHub(app, policyForSynth(app.node.tryGetContext('governance') ?? 'governance.yaml'));
}

function composeHub(app: App, policy: PolicyBundle): void {
  const { hub } = policy;
  const env = { account: hub.accountId, region: hub.region };
  const { evidence, bundles } = keptStacks(app, policy, env);
  const network = new NetworkStack(app, 'GatehouseNetwork', {
    env,
    policy,
    stores: storesOf(evidence, bundles.bucket.bucketArn),
    description: 'Gatehouse: isolated network and endpoints',
  });
  const guardrails = new GuardrailsStack(app, 'GatehouseGuardrails', {
    env,
    bundle: policy,
    description: 'Gatehouse: guardrails and their versions',
  });
  const bedrockEndpointId = network.endpoints.idOf('bedrock-runtime');
  const functions = new FunctionsStack(app, 'GatehouseFunctions', {
    env,
    policy,
    network,
    evidence,
    bundles,
    guardrails: Object.values(guardrails.arns),
    bedrockEndpointId,
    build: buildName(),
    description: 'Gatehouse: gateway, prompt handler and response filter',
  });
  const { apis } = edgeStacks(app, {
    env,
    policy,
    gatewayFunctionArn: liveFunctionArn('gateway', hub),
    apiEndpointId: network.endpoints.idOf('execute-api'),
    // It names the gateway by its ARN, in which CloudFormation sees no reference.
    after: functions,
  });
  new OperationsStack(app, 'GatehouseOperations', {
    env,
    policy,
    evidence: evidence.evidence,
    description: 'Gatehouse: alarms, dashboard, trail and logs of what was done',
  });
  accessStacks(app, {
    env,
    bundle: policy,
    guardrails: guardrails.arns,
    bedrockEndpointIds: [bedrockEndpointId],
    apis,
  });
}

/** What outlives the rest: evidence, and the rules that it was made under. */
function keptStacks(
  app: App,
  { hub, audit, organization }: PolicyBundle,
  env: { readonly account: string; readonly region: string },
): { readonly evidence: EvidenceStack; readonly bundles: PolicyBundleStack['bundles'] } {
  const kept = { env, hub, audit, organizationId: organization.id };
  const evidence = new EvidenceStack(app, 'GatehouseEvidence', {
    ...kept,
    description: 'Gatehouse: evidence, records and quota ledger',
  });
  const { bundles } = new PolicyBundleStack(app, 'GatehousePolicy', {
    ...kept,
    description: 'Gatehouse: where policy bundles are delivered',
  });
  return { evidence, bundles };
}

function storesOf(stack: EvidenceStack, bundleBucket: string): HubStores {
  const { evidence, records, ledger, reviews, dataKeys, keys, sealKey } = stack;
  return {
    evidenceBucket: evidence.bucket.bucketArn,
    recordsTable: records.table.tableArn,
    ledgerTable: ledger.table.tableArn,
    reviewsTable: reviews.table.tableArn,
    dataKeysTable: dataKeys.table.tableArn,
    bundleBucket,
    keys: {
      content: keys.contentKeyArn,
      signing: keys.signingKeyArn,
      commitment: keys.commitmentKeyArn,
      seal: sealKey.keyArn,
    },
  };
}

// Who proves something about the stacks imports this file and composes them in process.
if (import.meta.main) runApp(compose);
