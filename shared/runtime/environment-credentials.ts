/**
 * Credentials as Lambda gives them to a function. The functions' bundles have this in the place of the SDK's chain (`@aws-sdk/credential-provider-node`): profiles, single sign-on and metadata services are
 * roads to credentials that a function must not take, and a sixth of what it may weigh.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
import { GatehouseFault } from '../errors.ts';

interface EnvironmentCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Named as what it stands for. */
export function defaultProvider(): () => Promise<EnvironmentCredentials> {
  return async () => {
    const {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    } = process.env;
    if (accessKeyId === undefined || secretAccessKey === undefined) throw noCredentials();
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  };
}

function noCredentials(): GatehouseFault {
  return new GatehouseFault(
    'configuration_invalid',
    'The environment holds no AWS credentials.',
    'Lambda sets them from the role of the function: give it one that it may assume.',
  );
}
