import { accessTypes } from './resource-types/access-types.ts';
import { edgeTypes } from './resource-types/edge-types.ts';
import { functionsTypes } from './resource-types/functions-types.ts';
import { networkTypes } from './resource-types/network-types.ts';
import { operationsTypes } from './resource-types/operations-types.ts';
import { storesTypes } from './resource-types/stores-types.ts';
import { inRegion, type TypeActions, type } from './resource-types/type-actions.ts';

/** Types that need no call of their own. */
const nothing = type('cloudformation', `cloudformation:${inRegion}:stack/{name}`, 'DescribeStacks');
const free = { 'AWS::CDK::Metadata': nothing, 'AWS::CloudFormation::WaitConditionHandle': nothing };

/**
 * What CloudFormation calls to make, change and remove resources of each type that Gatehouse deploys: without one of these, a deployment hangs half-way. A type that a template has and this table lacks
 * stops the pre-flight, and a test.
 * Source: the `handlers` of the types' schemas, https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export const resourceTypeActions: ReadonlyMap<string, TypeActions> = new Map(
  Object.entries({
    ...accessTypes,
    ...edgeTypes,
    ...networkTypes,
    ...functionsTypes,
    ...storesTypes,
    ...operationsTypes,
    ...free,
  }),
);
