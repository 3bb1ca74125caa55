import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { headers } from '../../../shared/contract/headers.ts';
import { errorStatus, type RefusalCode, refusalTypes } from '../../../shared/contract/refusals.ts';

/** What the firewall says to whom it stops, in the words of the contract. */
const answers = {
  refused: { code: 'principal_unknown', message: 'The hub’s firewall let this request not through.' },
  malformed: { code: 'request_malformed', message: 'The path is longer than any path of the hub.' },
  tooLarge: {
    code: 'body_too_large',
    message: 'The body is larger than the hub takes. Send large documents by s3Location.',
  },
  throttled: {
    code: 'rate_exceeded',
    message: 'Too many requests came from your address within five minutes; slow down.',
  },
} as const satisfies Record<string, { readonly code: RefusalCode; readonly message: string }>;

export type FirewallAnswer = keyof typeof answers;

/** The rate is counted over five minutes, but looked at again every ten seconds. */
const retryAfterSeconds = 10;

/** An answer of a rule that blocks, with the status and headers that Bedrock's SDKs know. */
export function responseOf(answer: FirewallAnswer): CfnWebACL.CustomResponseProperty {
  const { code } = answers[answer];
  const type = refusalTypes[code];
  return {
    responseCode: errorStatus[type],
    customResponseBodyKey: answer,
    responseHeaders: [
      { name: 'x-amzn-errortype', value: type },
      { name: headers.refusal, value: code },
      ...(answer === 'throttled' ? [{ name: 'retry-after', value: String(retryAfterSeconds) }] : []),
    ],
  };
}

/** The bodies that the responses refer to. */
export function responseBodies(): Record<string, CfnWebACL.CustomResponseBodyProperty> {
  return Object.fromEntries(
    Object.entries(answers).map(([name, { message }]) => [
      name,
      { contentType: 'APPLICATION_JSON', content: JSON.stringify({ message }) },
    ]),
  );
}
