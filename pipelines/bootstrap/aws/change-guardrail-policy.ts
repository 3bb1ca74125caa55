import { PutResourcePolicyCommand } from '@aws-sdk/client-bedrock';
import type { CarryOutTools, ChangeOf } from './carry-out-tools.ts';
import { guardrailPolicy } from './read-guardrails.ts';
import { sameDocument } from './same-document.ts';
import { untilShown } from './until-shown.ts';

/** Lets the organization's accounts apply a guardrail of the management account. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html */
export async function putGuardrailPolicy(
  tools: CarryOutTools,
  { arn, region, text }: ChangeOf<'put-guardrail-policy'>,
): Promise<void> {
  const shows = async () => sameDocument(await guardrailPolicy(tools, arn, region), text);
  if (await shows()) return;
  const request = new PutResourcePolicyCommand({ resourceArn: arn, resourcePolicy: text });
  await tools.calls.make('bedrock:PutResourcePolicy', () => tools.clients.bedrock(region).send(request));
  await untilShown(tools, `${arn} has its resource policy`, shows);
}
