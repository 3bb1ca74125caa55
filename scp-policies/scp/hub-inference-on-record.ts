import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const exceptions: readonly Exception[] = [
  { who: 'invocation-roles', why: 'The prompt handler assumes them for one application, after a record is durable.' },
];

const asking = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
/** Ways to a model that the hub does not use, so that its roles have no exception from them. */
const otherwise = [
  'bedrock:InvokeAgent',
  'bedrock:InvokeFlow',
  'bedrock:InvokeInlineAgent',
  'bedrock:InvokeBuilder',
  'bedrock:InvokeTool',
  'bedrock:InvokeData*',
  'bedrock:InvokeBlueprint*',
  'bedrock:Retrieve*',
  'bedrock:AgenticRetrieve*',
  'bedrock:Rerank',
  'bedrock:GenerateQuery',
  'bedrock:OptimizePrompt',
  'bedrock:Start*',
  'bedrock:CreateModelInvocationJob',
  'bedrock:CreateModelEvaluationJob',
  'bedrock:CreateEvaluationJob',
  'bedrock:CreateAdvancedPromptOptimizationJob',
  'bedrock-agentcore:*',
  'bedrock-mantle:*',
  'bedrock-websearch:*',
  'aws-external-anthropic:*',
  'sagemaker:*',
  'q:*',
];

export const hubInferenceOnRecord: ControlPolicy = {
  id: 'hub-inference-on-record',
  type: 'SCP',
  title: 'In the hub, too, models are asked on the record alone',
  why: 'An administrator of the hub could otherwise do what no spoke can: ask a model, and leave no record.',
  attachesTo: 'hub',
  exceptions,
  statements: (context) => [
    deny('OnlyInvocationRolesAsk', asking, sparing(context, exceptions)),
    deny('NoOtherWayToAsk', otherwise),
  ],
  cases: (context) => {
    const actors = exampleActors(context);
    const { partition, region } = context.hub;
    const model = `arn:${partition}:bedrock:${region}::foundation-model/amazon.nova-micro-v1:0`;
    const functions = { 'the gateway': actors.hubGateway, 'the prompt handler': actors.hubPromptHandler };
    return {
      allow: [
        ...casesOf('an invocation role', actors.hubInvocation, [...asking, 'bedrock:CountTokens'], model),
        ...casesOf('the prompt handler', actors.hubPromptHandler, ['bedrock:ApplyGuardrail', 'sts:AssumeRole']),
        ...casesOf('the hub’s deployer', actors.hubDeployer, [
          'bedrock:CreateGuardrail',
          'bedrock:CreateInferenceProfile',
        ]),
      ],
      deny: [
        ...Object.entries(functions).flatMap(([who, actor]) =>
          denialsOf('OnlyInvocationRolesAsk', who, actor, asking, model),
        ),
        ...denialsOf('OnlyInvocationRolesAsk', 'an administrator of the hub', actors.hubAdministrator, asking, model),
        ...denialsOf('OnlyInvocationRolesAsk', 'break-glass', actors.hubBreakGlass, asking, model),
        ...denialsOf(
          'NoOtherWayToAsk',
          'an invocation role',
          actors.hubInvocation,
          otherwise.map((each) => each.replace('*', 'Anything')),
        ),
        ...denialsOf('NoOtherWayToAsk', 'the hub’s deployer', actors.hubDeployer, [
          'bedrock:CreateModelInvocationJob',
          'aws-external-anthropic:CreateInference',
        ]),
      ],
    };
  },
};
