/** Kinds of fields that several sections of the schema share. Whoever uses one describes it; nothing here is described. */
import { z } from 'zod';
import { usdToNanos } from '../money.ts';

/** A zod message that carries both halves of a Problem: what is wrong, and what to write instead (`issues.ts` takes it apart). */
export function wording(message: string, remedy: string): string {
  return `${message}\n${remedy}`;
}

function pattern(expression: RegExp, message: string, remedy: string) {
  return z.string().regex(expression, { error: wording(message, remedy) });
}

/**
 * Names that are keys, and that become role names and URL paths. `constructor` is the one such name that every JavaScript object inherits: it is
 * refused here so that no lookup by name can ever meet it.
 */
export const label = pattern(
  /^(?!constructor$)[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
  'which is not a name that can become part of a role name and a URL path',
  "Use lower-case letters, digits and hyphens, starting with a letter, at most 40 characters (and not 'constructor').",
);

export const accountId = pattern(
  /^[0-9]{12}$/,
  'which is not an AWS account id',
  'Write the 12 digits in quotes, such as "111122223333".',
);

export const region = pattern(
  /^(?!cn-)[a-z]{2,4}(?:-[a-z]+){1,2}-[1-9]$/,
  'which is not an AWS Region with Amazon Bedrock',
  'Write a Region code such as us-east-1 (the China Regions have no Amazon Bedrock).',
);

export const roleArn = pattern(
  /^arn:(?:aws|aws-us-gov|aws-eusc):iam::[0-9]{12}:role\/[\w+=,.@/-]{1,576}$/,
  'which is not the ARN of an IAM role',
  'Write one exact role, such as arn:aws:iam::111122223333:role/claims-service; users, roots and wildcards are not accepted.',
);

/** Not `us.`, `eu.` and so on in front: that would be an inference profile. */
export const modelId = pattern(
  /^(?!(?:us|eu|ap|apac|jp|au|ca|sa|global|us-gov)\.)[a-z0-9-]{1,63}\.[a-z0-9.-]{1,63}(?::[a-z0-9-]{1,63}){0,2}$/,
  'which is not a foundation-model id',
  'Write an id such as anthropic.claude-sonnet-4-5-20250929-v1:0. Ids with a geography in front (us., eu., global.) are inference profiles: list them in inferenceProfiles.',
);

export const inferenceProfile = pattern(
  /^(?:[a-z-]{2,10}\.[a-z0-9-]{1,63}\.[a-z0-9.-]{1,63}(?::[a-z0-9-]{1,63}){0,2}|arn:aws[a-z-]*:bedrock:[a-z0-9-]{1,20}:(?:[0-9]{12})?:(?:application-)?inference-profile\/[a-zA-Z0-9.:-]{1,128})$/,
  'which is neither an inference-profile id nor its ARN',
  'Write an id such as us.anthropic.claude-sonnet-4-5-20250929-v1:0, or the ARN of an (application) inference profile.',
);

export const guardrailIdentifier = pattern(
  /^(?:[a-z0-9]{1,32}|arn:aws[a-z-]*:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail\/[a-z0-9]{1,32})$/,
  'which is not a Bedrock guardrail',
  'Write the guardrail id (lower-case letters and digits, such as gr1a2b3c4d5e) or its ARN.',
);

/** Text for people or models: not empty, and bounded so that one field cannot fill the policy bundle. */
export function text(maxLength: number) {
  return z.string().min(1).max(maxLength);
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number) {
  return z.int().min(least).max(most);
}

/** Nanodollars of more would not be exact integers in JSON. */
const mostUsd = 9_000_000;

/** US dollars from `least`, as a decimal number that is a whole number of nanodollars. */
export function usd(least: number) {
  return z
    .number()
    .min(least)
    .max(mostUsd)
    .refine((amount) => amount < least || amount > mostUsd || usdToNanos(amount) !== undefined, {
      error: wording('which is finer than a billionth of a dollar', 'Write at most nine decimals, such as 0.035.'),
    });
}

/** What CloudWatch Logs can keep logs for. Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
