import { BedrockClient, type BedrockClientConfig } from '@aws-sdk/client-bedrock';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient, type OrganizationsClientConfig } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { type CallCounter, countingStep } from './call-counter.ts';

/** Where AWS is, and who asks. */
export interface ClientOptions {
  /**
   * The hub's: that of the StackSets. Of the others the SDK knows where they are: it asks Organizations and IAM in the one Region of the partition that has them (`implicitGlobalRegion` of its endpoint rules).
   */
  readonly region: string;
  /**
   * URL of whoever answers in the place of AWS.
   * @default AWS itself, or where AWS_ENDPOINT_URL says
   */
  readonly endpoint?: string | undefined;
  /** @default those that the AWS command line would take */
  readonly credentials?: OrganizationsClientConfig['credentials'];
  /**
   * Attempts of the SDK at each call, before the desk's own back-off begins.
   * @default 3
   */
  readonly attempts?: number;
}

export interface DeskClients {
  readonly organizations: OrganizationsClient;
  readonly cloudformation: CloudFormationClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
  /** Of a Region. */
  bedrock(region: string): BedrockClient;
}

/** Milliseconds: an endpoint that takes the connection and says nothing must not hang a run. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

export function deskClients(options: ClientOptions, counter: CallCounter): DeskClients {
  const sts = new STSClient(configured(options));
  // One provider for all clients: otherwise each would sign in, or assume the profile's role, for itself.
  const shared = { ...configured(options), credentials: sts.config.credentials };
  const organizations = new OrganizationsClient(shared);
  const cloudformation = new CloudFormationClient(shared);
  const iam = new IAMClient(shared);
  sts.middlewareStack.add(counter.counting('sts'), countingStep);
  organizations.middlewareStack.add(counter.counting('organizations'), countingStep);
  cloudformation.middlewareStack.add(counter.counting('cloudformation'), countingStep);
  iam.middlewareStack.add(counter.counting('iam'), countingStep);
  return { sts, organizations, cloudformation, iam, bedrock: bedrockByRegion(shared, counter) };
}

function bedrockByRegion(shared: BedrockClientConfig, counter: CallCounter): DeskClients['bedrock'] {
  const clients = new Map<string, BedrockClient>();
  return (region) => {
    const known = clients.get(region);
    if (known !== undefined) return known;
    const client = new BedrockClient({ ...shared, region });
    client.middlewareStack.add(counter.counting('bedrock'), countingStep);
    clients.set(region, client);
    return client;
  };
}

function configured({ region, endpoint, credentials, attempts = 3 }: ClientOptions) {
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    maxAttempts: attempts,
    // With one attempt there is nothing to adapt.
    retryMode: attempts > 1 ? 'adaptive' : 'standard',
    requestHandler: timeouts,
  };
}
