import { Stack } from 'aws-cdk-lib';
import { CachePolicy, CfnDistribution, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { explainFindings } from '../../../shared/constructs/explained-findings.ts';
import { AccessLogBucket } from './access-log-bucket.construct.ts';

export interface DistributionProps {
  /** The name that callers sign for: also the API's. */
  readonly domainName: string;
  /** In us-east-1. */
  readonly certificateArn: string;
  /** Host of the regional API. */
  readonly origin: string;
  readonly firewallArn: string;
  /** ISO 3166 codes; empty: from anywhere. */
  readonly allowedCountries: readonly string[];
  readonly logRetentionDays: number;
}

/** The most that CloudFront waits for the next byte. Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout */
const originReadTimeoutSeconds = 120;

/** What a line of the access log holds: no query, no cookie, no referrer, no path, because somebody else chose those. */
const loggedFields = [
  'timestamp(ms)',
  'x-edge-location',
  'c-ip',
  'c-country',
  'cs-method',
  'cs-protocol',
  'cs-protocol-version',
  'ssl-protocol',
  'ssl-cipher',
  'sc-status',
  'sc-bytes',
  'cs-bytes',
  'time-taken',
  'time-to-first-byte',
  'x-edge-result-type',
  'x-edge-detailed-result-type',
  'x-edge-request-id',
];

/**
 * CloudFront in front of the regional API. Everything that the caller sent is handed on, the host name above all: a signature covers it, and CloudFront's own choice of it would break every one. Nothing
 * is cached or compressed, so that a stream leaves as it comes.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html#managed-origin-request-policy-all-viewer
 *
 * @example new HubDistribution(stack, 'CloudFront', { domainName, certificateArn, origin, firewallArn, allowedCountries: [], logRetentionDays: 365 }).target;
 */
export class HubDistribution extends Construct {
  /** The host that the domain name points to. */
  readonly target: string;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const distribution = new CfnDistribution(this, 'Distribution', { distributionConfig: configOf(props) });
    this.target = distribution.attrDomainName;
    this.#log(distribution, props.logRetentionDays);
    this.#explain(distribution, props.allowedCountries);
  }

  /** Standard logging of the newer kind, which lets one choose the fields and needs no access lists on the bucket. */
  #log(distribution: CfnDistribution, retentionDays: number): void {
    const { bucket } = new AccessLogBucket(this, 'AccessLogs', { retentionDays });
    const { account, partition } = Stack.of(this);
    const source = new CfnDeliverySource(this, 'LogSource', {
      name: 'gatehouse-cloudfront',
      logType: 'ACCESS_LOGS',
      resourceArn: `arn:${partition}:cloudfront::${account}:distribution/${distribution.attrId}`,
    });
    const destination = new CfnDeliveryDestination(this, 'LogDestination', {
      name: 'gatehouse-cloudfront',
      destinationResourceArn: bucket.bucketArn,
      outputFormat: 'json',
    });
    const delivery = new CfnDelivery(this, 'LogDelivery', {
      deliverySourceName: source.ref,
      deliveryDestinationArn: destination.attrArn,
      recordFields: loggedFields,
    });
    // Refused where the bucket does not let the service write yet.
    if (bucket.policy !== undefined) delivery.node.addDependency(bucket.policy);
  }

  #explain(distribution: CfnDistribution, allowedCountries: readonly string[]): void {
    explainFindings(
      distribution,
      ['AwsSolutions-CFR3', 'CloudFrontDistributionAccessLogging', 'cloudfront_access_logs_enabled_check'],
      'Access logs are delivered to a bucket of their own by standard logging (v2), with fields that hold nothing of what callers wrote. The rule knows the older kind alone, which logs queries and needs access lists.',
    );
    explainFindings(
      distribution,
      ['cloudfront_default_root_object_configured_check'],
      'There are no objects: every path is an operation of the API, and the root is none.',
    );
    explainFindings(
      distribution,
      ['cloudfront_origin_failover_enabled_check'],
      'CloudFront fails over for GET alone, and calls are POST; another origin would also be another hub, with evidence and limits of its own.',
    );
    if (allowedCountries.length === 0)
      explainFindings(
        distribution,
        ['AwsSolutions-CFR1'],
        'Countries are a setting (hub.edge.allowedCountries); this organization lets its callers come from anywhere, with credentials of its own.',
      );
  }
}

function configOf(props: DistributionProps): CfnDistribution.DistributionConfigProperty {
  const countries = [...props.allowedCountries];
  return {
    enabled: true,
    comment: 'Gatehouse: in front of the regional API',
    aliases: [props.domainName],
    httpVersion: 'http2and3',
    ipv6Enabled: true,
    priceClass: 'PriceClass_All',
    webAclId: props.firewallArn,
    viewerCertificate: {
      acmCertificateArn: props.certificateArn,
      sslSupportMethod: 'sni-only',
      minimumProtocolVersion: 'TLSv1.2_2021',
    },
    origins: [
      {
        id: 'api',
        domainName: props.origin,
        customOriginConfig: {
          originProtocolPolicy: 'https-only',
          originSslProtocols: ['TLSv1.2'],
          originReadTimeout: originReadTimeoutSeconds,
        },
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: 'api',
      viewerProtocolPolicy: 'https-only',
      // CloudFront takes POST with all methods or not at all.
      allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      compress: false,
      cachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
      originRequestPolicyId: OriginRequestPolicy.ALL_VIEWER.originRequestPolicyId,
    },
    ...(countries.length === 0
      ? {}
      : { restrictions: { geoRestriction: { restrictionType: 'whitelist', locations: countries } } }),
  };
}
