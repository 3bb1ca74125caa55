/**
 * Errors of which the cause is who asks, rather than what is asked, and what to do about them.
 * Source: https://docs.aws.amazon.com/general/latest/gr/sigv4-troubleshooting.html and each service's own list
 */
export type CredentialError = readonly [message: string, remedy: string];

const none: CredentialError = [
  'There are no AWS credentials.',
  'Sign in (aws sso login), or set AWS_PROFILE to a profile of the account that this command works in.',
];
const expired: CredentialError = ['The AWS credentials have expired.', 'Sign in again (aws sso login).'];
const unknown: CredentialError = [
  'AWS does not know the credentials.',
  'Check AWS_PROFILE and the partition they belong to.',
];
const unsigned: CredentialError = [
  'AWS does not accept the signature of the credentials.',
  'Check the secret access key and the clock of this machine.',
];

const credentialErrors = new Map<string, CredentialError>([
  ['CredentialsProviderError', none],
  ['TokenProviderError', none],
  ['MissingAuthenticationToken', none],
  ['MissingAuthenticationTokenException', none],
  ['ExpiredToken', expired],
  ['ExpiredTokenException', expired],
  ['TokenRefreshRequired', expired],
  ['InvalidClientTokenId', unknown],
  ['InvalidAccessKeyId', unknown],
  ['UnrecognizedClientException', unknown],
  ['SignatureDoesNotMatch', unsigned],
  ['InvalidSignatureException', unsigned],
  ['IncompleteSignature', unsigned],
  ['IncompleteSignatureException', unsigned],
  ['RequestExpired', unsigned],
]);

/** What an error says about the credentials, by its name; undefined where it is about something else. */
export function credentialErrorNamed(name: string): CredentialError | undefined {
  return credentialErrors.get(name);
}
