/**
 * The operations that the gateway serves, named as Bedrock Runtime names them, and where they live below `/apps/{application}`.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export const operations = {
  converse: 'Converse',
  'converse-stream': 'ConverseStream',
  invoke: 'InvokeModel',
  'invoke-with-response-stream': 'InvokeModelWithResponseStream',
  'count-tokens': 'CountTokens',
} as const;

/** The last segment of `/apps/{application}/model/{modelId}/{action}`. */
export type PathAction = keyof typeof operations;
export type Operation = (typeof operations)[PathAction];

export function isStreaming(operation: Operation): boolean {
  return operation === 'ConverseStream' || operation === 'InvokeModelWithResponseStream';
}
