import * as z from 'zod/mini';
import { keyArn, policyVariables, tableName } from '../../shared/runtime/lambda-variables.ts';

/** What the prompt handler's function is told by its construct. It can write to none of it. */
export const PromptHandlerEnv = z.object({
  ...policyVariables,
  /** Where the gateway has put the intent. */
  GATEHOUSE_RECORDS_TABLE: tableName,
  /** HMAC key of what it marks and seals. No other function may use it: what it has sealed, it has screened. */
  GATEHOUSE_SEAL_KEY: keyArn,
});
