/**
 * One line of JSON for each request: who asked for which kind of operation, what came of it and how long it took. The resource is the template of the path and not the path, and no query or header is
 * there, because those hold what somebody wrote; the record in the evidence says the rest.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  requestTimeEpoch: '$context.requestTimeEpoch',
  httpMethod: '$context.httpMethod',
  resourcePath: '$context.resourcePath',
  protocol: '$context.protocol',
  status: '$context.status',
  responseType: '$context.error.responseType',
  authorizeStatus: '$context.authorize.status',
  firewallStatus: '$context.waf.status',
  integrationStatus: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
  responseLatency: '$context.responseLatency',
  responseLength: '$context.responseLength',
  userArn: '$context.identity.userArn',
  organization: '$context.identity.principalOrgId',
  sourceIp: '$context.identity.sourceIp',
  vpcEndpoint: '$context.identity.vpceId',
  traceId: '$context.xrayTraceId',
});
