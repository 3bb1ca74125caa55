import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';

/** Parts of the hub that not every partition is documented to have, and what is left without them. */
const features = {
  'application-inference-profiles': {
    name: 'application inference profiles of Amazon Bedrock',
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-bedrock-applicationinferenceprofile.html
    partitions: ['aws'],
    without: 'the bill tells applications apart by the session tags of their invocation roles alone',
  },
  'dns-firewall': {
    name: 'Route 53 Resolver DNS Firewall',
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-availability.html
    partitions: ['aws', 'aws-us-gov'],
    without: 'names of other hosts resolve, although nothing but the endpoints can be reached',
  },
  'log-data-protection': {
    name: 'data protection policies of CloudWatch Logs',
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
    partitions: ['aws', 'aws-us-gov'],
    without: 'nothing masks personal data that a library might write into a log, where the hub itself writes none',
  },
  'block-public-access': {
    name: 'VPC Block Public Access',
    // https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
    partitions: ['aws', 'aws-us-gov'],
    without:
      'an internet gateway that somebody attaches later would work; deny its creation by a service control policy',
  },
  cloudfront: {
    name: 'Amazon CloudFront',
    // https://docs.aws.amazon.com/general/latest/gr/cf_region.html
    partitions: ['aws'],
    without: 'callers reach the regional edge directly, under the same name and behind its own firewall',
  },
  'web-firewall': {
    name: 'AWS WAF',
    // https://docs.aws.amazon.com/general/latest/gr/waf.html
    partitions: ['aws', 'aws-us-gov'],
    without:
      'throttles, IAM authorization and resource policies stand in front of the API, and nothing looks at addresses and rates of single callers',
  },
} as const satisfies Record<
  string,
  { readonly name: string; readonly partitions: readonly HubPolicy['partition'][]; readonly without: string }
>;

/** Whether the partition has it. Where it has not, synthesis says so, and what that means. */
export function partitionHas(
  feature: keyof typeof features,
  scope: Construct,
  partition: HubPolicy['partition'],
): boolean {
  const { name, partitions, without } = features[feature];
  if (partitions.some((one) => one === partition)) return true;
  Annotations.of(scope).addWarningV2(
    `gatehouse:partition-lacks-${feature}`,
    `${partition} is not documented to have ${name}, so it is left out: ${without}.`,
  );
  return false;
}
