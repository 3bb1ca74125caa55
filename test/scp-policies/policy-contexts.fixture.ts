import { exampleActors } from '../../scp-policies/example-requests.ts';
import type { PolicyContext } from '../../scp-policies/policy.ts';
import { examplePolicy } from '../hub/local/policy.fixture.ts';

const homes = {
  aws: { region: 'us-east-1', other: 'us-west-2' },
  'aws-us-gov': { region: 'us-gov-west-1', other: 'us-gov-east-1' },
  'aws-eusc': { region: 'eusc-de-east-1', other: 'eusc-de-west-1' },
} as const;

export type Partition = keyof typeof homes;
export const partitions = Object.keys(homes) as readonly Partition[];

/** A configuration that asks for everything there is, so that no policy is empty. */
export function contextOf(partition: Partition): PolicyContext {
  const { region, other } = homes[partition];
  const { organization, models } = examplePolicy();
  const hub = { partition, region, accountId: '999988887777', edge: null };
  const { spoke } = exampleActors({ hub });
  const managementAccountId = '123456789012';
  return {
    organization: {
      ...organization,
      managementAccountId,
      policies: {
        ...organization.policies,
        allowedRegions: [other],
        modelBuilders: [`arn:${partition}:iam::${spoke}:role/model-builder`],
        guardrails: [
          { arn: `arn:${partition}:bedrock:${region}:${managementAccountId}:guardrail/gr1a2b3c4d5e`, version: 3 },
        ],
      },
    },
    hub,
    models: { ...models, embedding: embedding(region) },
  };
}

function embedding(region: string): PolicyContext['models'][string] {
  const free = { inputPerMillion: 0, outputPerMillion: 0, cacheReadPerMillion: 0, cacheWritePerMillion: 0 };
  return {
    id: 'amazon.titan-embed-text-v2:0',
    inferenceProfiles: [],
    regions: [region],
    bodyFormat: 'titan-embeddings',
    serviceTiers: ['default'],
    price: { version: '1', ...free },
    maxOutputTokens: 0,
  };
}
