/** Variables that more than one function has, and what they look like. */
import * as z from 'zod/mini';
import { variable } from './read-environment.ts';

/** Set by Lambda itself, so no construct writes it. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
export const LambdaEnv = z.object({
  AWS_REGION: variable(/^[a-z]{2,5}(?:-[a-z]+)+-\d$/, 'the Region, such as us-east-1 (Lambda sets it)'),
});

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName = variable(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket');

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export const tableName = variable(/^[A-Za-z0-9_.-]{3,255}$/, 'the name of a DynamoDB table');

export const keyArn = variable(
  /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  'the ARN of a KMS key, such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
);

/** With its alias or version, where it has one: an invocation of the bare function would go around provisioned concurrency. */
export const functionArn = variable(
  /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}(?::[A-Za-z0-9$_-]{1,128})?$/,
  'the ARN of a Lambda function, such as arn:aws:lambda:us-east-1:111122223333:function:gatehouse-prompt-handler',
);

const accountId = variable(/^\d{12}$/, 'the id of an account, such as 111122223333');

const wholeNumber = variable(/^[1-9]\d{0,8}$/, 'a whole number from 1');

/** What every function needs to load the rules. */
export const policyVariables = {
  /** Owner of the bucket: a bucket of the same name that is somebody else's is refused. */
  GATEHOUSE_ACCOUNT: accountId,
  /** Where policy bundles lie. */
  GATEHOUSE_POLICY_BUCKET: bucketName,
  /** How long rules may serve that nobody could confirm. */
  GATEHOUSE_POLICY_MAX_AGE_MINUTES: wholeNumber,
} as const;

/** Name and version of what runs, for the record. */
export const build = variable(
  /^[A-Za-z0-9][A-Za-z0-9./+_-]{0,127}$/,
  'the name and version of the build, such as gatehouse/0.1.0',
);
