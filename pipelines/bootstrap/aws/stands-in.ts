/**
 * Whether an endpoint is somebody's who answers in the place of AWS: one without TLS. Credentials do not go to AWS in the clear, while an address with TLS may be a VPC endpoint or a proxy that leads there: its
 * failures are AWS's, and nothing is taken for granted because of them.
 *
 * @param endpoint URL; undefined: AWS itself.
 */
export function standsInForAws(endpoint: string | undefined): boolean {
  return endpoint !== undefined && URL.parse(endpoint)?.protocol === 'http:';
}
