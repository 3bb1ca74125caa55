import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import { type FunctionResources, responseFilterAccess } from '../access/function-access.ts';
import { policyEnvironment } from '../gateway/policy-environment.ts';
import { type FunctionPlace, IsolatedFunction } from '../stacks/isolated-function.ts';
import type { ResponseFilterEnv } from './response-filter.env.ts';

export interface ResponseFilterProps {
  readonly place: FunctionPlace;
  readonly resources: FunctionResources;
  /** Name of the bucket. */
  readonly bundleBucket: string;
}

/**
 * The function that reads what models answer, before anybody else does. It can neither ask a model itself nor keep anything.
 *
 * @example new ResponseFilter(stack, 'ResponseFilter', { place, resources, bundleBucket });
 */
export class ResponseFilter extends Construct {
  readonly live: Alias;

  constructor(scope: Construct, id: string, { place, resources, bundleBucket }: ResponseFilterProps) {
    super(scope, id);
    const environment = {
      ...policyEnvironment(place.hub, bundleBucket),
      GATEHOUSE_PROMPT_HANDLER: resources.promptHandler,
    } satisfies z.input<typeof ResponseFilterEnv>;
    this.live = new IsolatedFunction(this, 'Function', {
      ...place,
      name: 'response-filter',
      description: 'Gatehouse response filter: screens answers before they leave',
      entry: 'hub/response-filter/response-filter.lambda.ts',
      // Answers may hold documents, too.
      workers: ['hub/screening/documents/document-worker.ts'],
      environment,
      memoryMegabytes: place.hub.functions.memoryMegabytes.responseFilter,
      access: responseFilterAccess(place.hub, resources),
    }).live;
  }
}
