import { describe, expect, it } from 'vitest';
import { GatewayEnv } from '../../../hub/gateway/gateway.env.ts';
import { PromptHandlerEnv } from '../../../hub/prompt-handler/prompt-handler.env.ts';
import { ResponseFilterEnv } from '../../../hub/response-filter/response-filter.env.ts';
import { LambdaEnv } from '../../../shared/runtime/lambda-variables.ts';
import { readEnvironment } from '../../../shared/runtime/read-environment.ts';
import { faultOf } from '../../hub/gateway/faults.ts';

const key = 'arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const rules = {
  GATEHOUSE_ACCOUNT: '999988887777',
  GATEHOUSE_POLICY_BUCKET: 'gatehouse-policy-999988887777',
  GATEHOUSE_POLICY_MAX_AGE_MINUTES: '15',
};
const gateway = {
  ...rules,
  GATEHOUSE_BUILD: 'gatehouse/0.1.0',
  GATEHOUSE_EVIDENCE_BUCKET: 'gatehouse-evidence',
  GATEHOUSE_OBJECT_LOCK_MODE: 'COMPLIANCE',
  GATEHOUSE_RECORDS_TABLE: 'gatehouse-records',
  GATEHOUSE_LEDGER_TABLE: 'gatehouse-ledger',
  GATEHOUSE_REVIEWS_TABLE: 'gatehouse-reviews',
  GATEHOUSE_DATA_KEYS_TABLE: 'gatehouse-data-keys',
  GATEHOUSE_CONTENT_KEY: key,
  GATEHOUSE_COMMITMENT_KEY: key,
  GATEHOUSE_RESPONSE_FILTER: 'arn:aws:lambda:us-east-1:999988887777:function:gatehouse-response-filter:live',
};
const promptHandler = { ...rules, GATEHOUSE_RECORDS_TABLE: 'gatehouse-records', GATEHOUSE_SEAL_KEY: key };
const responseFilter = {
  ...rules,
  GATEHOUSE_PROMPT_HANDLER: 'arn:aws-us-gov:lambda:us-gov-west-1:999988887777:function:gatehouse-prompt-handler',
};

describe.each([
  ['gateway', GatewayEnv, gateway],
  ['prompt handler', PromptHandlerEnv, promptHandler],
  ['response filter', ResponseFilterEnv, responseFilter],
] as const)('the environment of the %s', (_name, schema, complete) => {
  it('is read as it was written', () => {
    expect(readEnvironment(schema, complete)).toEqual(complete);
  });

  it.each(Object.keys(complete))('stops the function where %s is missing, by its name', async (name) => {
    const { message } = await faultOf(() => readEnvironment(schema, { ...complete, [name]: undefined }));
    expect(message).toContain(`${name} is missing`);
  });

  it.each(Object.keys(complete))('stops the function where %s is malformed, by its name', async (name) => {
    const { message } = await faultOf(() => readEnvironment(schema, { ...complete, [name]: 'not what it should be!' }));
    expect(message).toContain(`${name} is "not what it should be!"; write `);
  });
});

it.each(['us-east-1', 'us-gov-west-1', 'eusc-de-east-1', 'ap-southeast-4'])('knows %s as a Region', (AWS_REGION) => {
  expect(readEnvironment(LambdaEnv, { AWS_REGION })).toEqual({ AWS_REGION });
});
