import { inRegion, type TypeTable, type } from './type-actions.ts';

/** Functions, and what they ask of Amazon Bedrock. */
export const functionsTypes: TypeTable = {
  'AWS::Lambda::Alias': type(
    'lambda',
    `lambda:${inRegion}:function:{name}`,
    'CreateAlias DeleteAlias GetAlias UpdateAlias',
  ),
  'AWS::Lambda::EventInvokeConfig': type(
    'lambda',
    `lambda:${inRegion}:function:{name}`,
    'DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig',
  ),
  'AWS::Lambda::Function': type(
    'lambda',
    `lambda:${inRegion}:function:{name}`,
    'CreateFunction DeleteFunction DeleteFunctionConcurrency GetFunction GetFunctionConfiguration PutFunctionConcurrency TagResource UpdateFunctionCode UpdateFunctionConfiguration',
  ),
  'AWS::Lambda::Permission': type(
    'lambda',
    `lambda:${inRegion}:function:{name}`,
    'AddPermission GetPolicy RemovePermission',
  ),
  'AWS::Lambda::Version': type('lambda', `lambda:${inRegion}:function:{name}`, 'ListVersionsByFunction PublishVersion'),
  'AWS::Bedrock::ApplicationInferenceProfile': type(
    'bedrock',
    `bedrock:${inRegion}:application-inference-profile/{name}`,
    'CreateInferenceProfile DeleteInferenceProfile GetInferenceProfile TagResource UntagResource',
  ),
  'AWS::Bedrock::Guardrail': type(
    'bedrock',
    `bedrock:${inRegion}:guardrail/{name}`,
    'CreateGuardrail DeleteGuardrail GetGuardrail TagResource UntagResource UpdateGuardrail',
  ),
  'AWS::Bedrock::GuardrailVersion': type(
    'bedrock',
    `bedrock:${inRegion}:guardrail/{name}`,
    'CreateGuardrailVersion DeleteGuardrail GetGuardrail',
  ),
  'AWS::Bedrock::ResourcePolicy': type(
    'bedrock',
    `bedrock:${inRegion}:guardrail/{name}`,
    'DeleteResourcePolicy GetResourcePolicy PutResourcePolicy',
  ),
};
