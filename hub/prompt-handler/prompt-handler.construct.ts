import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import { type FunctionResources, promptHandlerAccess } from '../access/function-access.ts';
import { policyEnvironment } from '../gateway/policy-environment.ts';
import { principalArn } from '../network/hub-principals.ts';
import { type FunctionPlace, IsolatedFunction } from '../stacks/isolated-function.ts';
import type { PromptHandlerEnv } from './prompt-handler.env.ts';

export interface PromptHandlerProps {
  readonly place: FunctionPlace;
  readonly resources: FunctionResources;
  /** Name of the bucket. */
  readonly bundleBucket: string;
  /** Name of the table in which it looks for intents. */
  readonly recordsTable: string;
}

/**
 * The function that screens prompts and asks models, each in the role of the application that calls. It can write nothing.
 *
 * @example new PromptHandler(stack, 'PromptHandler', { place, resources, bundleBucket, recordsTable });
 */
export class PromptHandler extends Construct {
  readonly live: Alias;

  constructor(scope: Construct, id: string, { place, resources, bundleBucket, recordsTable }: PromptHandlerProps) {
    super(scope, id);
    const environment = {
      ...policyEnvironment(place.hub, bundleBucket),
      GATEHOUSE_RECORDS_TABLE: recordsTable,
      GATEHOUSE_SEAL_KEY: resources.sealKey,
    } satisfies z.input<typeof PromptHandlerEnv>;
    this.live = new IsolatedFunction(this, 'Function', {
      ...place,
      name: 'prompt-handler',
      description: 'Gatehouse prompt handler: screens prompts and asks models for applications',
      entry: 'hub/prompt-handler/prompt-handler.lambda.ts',
      workers: ['hub/screening/documents/document-worker.ts'],
      environment,
      memoryMegabytes: place.hub.functions.memoryMegabytes.promptHandler,
      access: promptHandlerAccess(place.hub, resources, principalArn('invocation', place.hub)),
    }).live;
  }
}
