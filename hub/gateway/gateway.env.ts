import * as z from 'zod/mini';
import {
  bucketName,
  build,
  functionArn,
  keyArn,
  policyVariables,
  tableName,
} from '../../shared/runtime/lambda-variables.ts';
import { variable } from '../../shared/runtime/read-environment.ts';

/** What the gateway's function is told by its construct. */
export const GatewayEnv = z.object({
  GATEHOUSE_BUILD: build,
  ...policyVariables,
  GATEHOUSE_EVIDENCE_BUCKET: bucketName,
  /** As the evidence bucket was deployed: it belongs to the bucket, not to the bundle that is in force. */
  GATEHOUSE_OBJECT_LOCK_MODE: variable(/^(?:COMPLIANCE|GOVERNANCE)$/, 'COMPLIANCE or GOVERNANCE'),
  GATEHOUSE_RECORDS_TABLE: tableName,
  GATEHOUSE_LEDGER_TABLE: tableName,
  GATEHOUSE_REVIEWS_TABLE: tableName,
  /** Wrapped data keys of content. */
  GATEHOUSE_DATA_KEYS_TABLE: tableName,
  GATEHOUSE_CONTENT_KEY: keyArn,
  GATEHOUSE_COMMITMENT_KEY: keyArn,
  GATEHOUSE_RESPONSE_FILTER: functionArn,
});
