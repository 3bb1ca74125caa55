/** A proxy event of a REST API, as AWS documents it: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format */
export function proxyEvent(change: Record<string, unknown> = {}, context: Record<string, unknown> = {}): unknown {
  return {
    resource: '/apps/{app}/model/{modelId}/converse',
    path: '/apps/claims/model/us.amazon.nova-lite-v1:0/converse',
    httpMethod: 'POST',
    headers: { Host: 'hub.example.com', 'Content-Type': 'application/json' },
    multiValueHeaders: { Host: ['hub.example.com'], 'Content-Type': ['application/json'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { app: 'claims', modelId: 'us.amazon.nova-lite-v1:0' },
    stageVariables: null,
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
    isBase64Encoded: false,
    ...change,
    requestContext: {
      accountId: '999988887777',
      apiId: 'api1234567',
      stage: 'v1',
      resourcePath: '/apps/{app}/model/{modelId}/converse',
      path: '/v1/apps/claims/model/us.amazon.nova-lite-v1:0/converse',
      httpMethod: 'POST',
      protocol: 'HTTP/1.1',
      requestId: '11111111-2222-3333-4444-555555555555',
      requestTimeEpoch: 1_795_219_200_000,
      ...context,
      identity: {
        accountId: '999988887777',
        caller: 'AROAEXAMPLE:claims',
        user: 'AROAEXAMPLE:claims',
        userArn: 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims/claims',
        sourceIp: '203.0.113.7',
        userAgent: 'aws-sdk-js',
        ...(context.identity as object | undefined),
      },
    },
  };
}
