import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const id = 'no-hosted-models';

const asking = [
  'sagemaker:InvokeEndpoint*',
  'sagemaker:Sample*',
  'sagemaker:CallWithBearerToken',
  'sagemaker:CreateTransformJob',
  'sagemaker:CreateInferenceRecommendationsJob',
  'sagemaker:CreateInferenceExperiment',
  'sagemaker:StartInferenceExperiment',
  'sagemaker:CreateAIBenchmarkJob',
  'sagemaker:CreateAIRecommendationJob',
  'sagemaker:DeployHubModel',
];

export const noHostedModels: ControlPolicy = {
  id,
  type: 'SCP',
  title: 'Models hosted in Amazon SageMaker AI are asked by whoever is named, and nobody else',
  why: 'The models of Bedrock, and others like them, can be deployed to an endpoint of one’s own in a few clicks. Teams with models that write no text are excepted by name in governance.yaml.',
  attachesTo: 'spokes',
  exceptions: [],
  statements: (context) => [deny('NoHostedModel', asking, sparing(context, [], id))],
  cases: (context) => {
    const { developer, administrator, spoke } = exampleActors(context);
    const { partition, region } = context.hub;
    const endpoint = `arn:${partition}:sagemaker:${region}:${spoke}:endpoint/llm`;
    return {
      allow: casesOf('a developer', developer, ['sagemaker:DescribeEndpoint', 'sagemaker:CreateTrainingJob']),
      deny: [
        ...denialsOf('NoHostedModel', 'a developer', developer, ['sagemaker:InvokeEndpoint'], endpoint),
        ...denialsOf(
          'NoHostedModel',
          'an administrator',
          administrator,
          asking.map((pattern) => pattern.replace('*', 'Anything')),
        ),
      ],
    };
  },
};
