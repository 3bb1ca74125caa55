import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { sparing } from '../exceptions.ts';
import type { ControlCases, ControlPolicy, PolicyContext } from '../policy.ts';

const id = 'no-model-inference';

/** Patterns rather than names where AWS adds to a family: what it adds is closed before anybody has read of it. */
const bedrock = [
  // Models, agents, flows, inline agents, tools, data automation, automated reasoning, guardrail checks.
  'bedrock:Invoke*',
  // Knowledge bases: retrieval embeds the question and may write an answer.
  'bedrock:Retrieve*',
  'bedrock:AgenticRetrieve*',
  'bedrock:Rerank',
  'bedrock:GenerateQuery',
  'bedrock:IngestKnowledgeBaseDocuments',
  'bedrock:StartIngestionJob',
  'bedrock:StartFlowExecution',
  'bedrock:StartAutomatedReasoningPolicy*',
  'bedrock:DetectGeneratedContent',
  'bedrock:OptimizePrompt',
  // Batches, and evaluations, which ask models many questions.
  'bedrock:CreateModelInvocationJob',
  'bedrock:CreateModelEvaluationJob',
  'bedrock:CreateEvaluationJob',
  'bedrock:CreateAdvancedPromptOptimizationJob',
  // Capacity of one's own to ask.
  'bedrock:CreateProvisionedModelThroughput',
  'bedrock:CreateMarketplaceModelEndpoint',
  'bedrock:RegisterMarketplaceModelEndpoint',
  'bedrock:CreatePromptRouter',
];

const agentCore = [
  'bedrock-agentcore:Invoke*',
  'bedrock-agentcore:Evaluate',
  'bedrock-agentcore:StartBatchEvaluation',
  'bedrock-agentcore:StartRecommendation',
  'bedrock-agentcore:StartPolicyGeneration',
  'bedrock-agentcore:StartMemoryExtractionJob',
  'bedrock-agentcore:CreateABTest',
  'bedrock-agentcore:CreateOnlineEvaluationConfig',
  // Events of a memory are read by a model; its records are found by what they mean.
  'bedrock-agentcore:CreateEvent',
  'bedrock-agentcore:BatchCreateMemoryRecords',
  'bedrock-agentcore:BatchUpdateMemoryRecords',
  'bedrock-agentcore:RetrieveMemoryRecords',
  'bedrock-agentcore:SearchRegistryRecords',
];

/** Other doors to models, of which a spoke needs nothing at all, listings included. */
const others = ['bedrock-mantle:*', 'bedrock-websearch:*', 'aws-external-anthropic:*'];

function cases(context: PolicyContext): ControlCases {
  const { developer, administrator, root, impostor, organizationDeployer } = exampleActors(context);
  const { partition, region } = context.hub;
  const model = `arn:${partition}:bedrock:${region}::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0`;
  const families = ['InvokeModel', 'InvokeModelWithResponseStream', 'InvokeAgent', 'InvokeFlow', 'RetrieveAndGenerate'];
  return {
    allow: [
      ...casesOf('a developer who only looks', developer, [
        'bedrock:ListFoundationModels',
        'bedrock:GetInferenceProfile',
      ]),
      ...casesOf('a developer who calls the hub', developer, ['sts:AssumeRole', 'execute-api:Invoke']),
      ...casesOf('a deployment', organizationDeployer, ['bedrock:CreateAgent', 'bedrock-agentcore:CreateAgentRuntime']),
    ],
    deny: [
      ...denialsOf('NoBedrockInference', 'a developer', developer, bedrock.map(anyOf)),
      ...denialsOf(
        'NoBedrockInference',
        'an administrator',
        administrator,
        families.map((name) => `bedrock:${name}`),
        model,
      ),
      ...denialsOf('NoBedrockInference', 'the root user', root, ['bedrock:InvokeModel'], model),
      ...denialsOf('NoBedrockInference', 'a role named like an exempt one', impostor, ['bedrock:InvokeModel'], model),
      ...denialsOf('NoBedrockInference', 'a deployment', organizationDeployer, ['bedrock:InvokeModel'], model),
      ...denialsOf('NoAgentCoreInference', 'an administrator', administrator, agentCore.map(anyOf)),
      ...denialsOf('NoOtherModelService', 'an administrator', administrator, [
        'bedrock-mantle:CreateInference',
        'bedrock-websearch:InvokeSearch',
        'aws-external-anthropic:CreateInference',
        'aws-external-anthropic:CreateBatchInference',
      ]),
    ],
  };
}

/** One action of a family, that AWS may well not have yet. */
function anyOf(pattern: string): string {
  return pattern.replace('*', 'Anything');
}

export const noModelInference: ControlPolicy = {
  id,
  type: 'SCP',
  title: 'Models are asked through the hub, and nowhere else',
  why: 'A spoke that can ask a model itself does so without screening, budget or record.',
  attachesTo: 'spokes',
  exceptions: [],
  statements: (context) => {
    const spared = sparing(context, [], id);
    return [
      deny('NoBedrockInference', bedrock, spared),
      deny('NoAgentCoreInference', agentCore, spared),
      deny('NoOtherModelService', others, spared),
    ];
  },
  cases,
};
