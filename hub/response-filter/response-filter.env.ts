import * as z from 'zod/mini';
import { functionArn, policyVariables } from '../../shared/runtime/lambda-variables.ts';

/** What the response filter's function is told by its construct. */
export const ResponseFilterEnv = z.object({
  ...policyVariables,
  GATEHOUSE_PROMPT_HANDLER: functionArn,
});
