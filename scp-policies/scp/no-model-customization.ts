import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const exceptions: readonly Exception[] = [
  { who: 'model-builders', why: 'organization.policies.modelBuilders names who may train, and on whose authority.' },
];

const building = [
  'bedrock:CreateModelCustomizationJob',
  'bedrock:CreateModelImportJob',
  'bedrock:CreateModelCopyJob',
  'bedrock:CreateCustomModel',
  'bedrock:CreateCustomModelDeployment',
  'bedrock:UpdateCustomModelDeployment',
  'bedrock-mantle:CreateFineTuningJob',
  'bedrock-mantle:CreateCustomizedModel',
  'bedrock-mantle:AssociateCustomizedModel',
  'sagemaker:TrainHubModel',
];

export const noModelCustomization: ControlPolicy = {
  id: 'no-model-customization',
  type: 'SCP',
  title: 'Models are trained, tuned and imported by whoever is named, and nobody else',
  why: 'What a model is trained on can come out of it again, to anybody who asks; an imported model answers to no guardrail but those put in front of it.',
  attachesTo: 'governed',
  exceptions,
  statements: (context) => [deny('NoModelBuilding', building, sparing(context, exceptions))],
  cases: (context) => {
    const { administrator, hubAdministrator } = exampleActors(context);
    const builders = context.organization.policies.modelBuilders;
    return {
      allow: [
        ...casesOf('an administrator', administrator, [
          'bedrock:StopModelCustomizationJob',
          'bedrock:DeleteCustomModel',
        ]),
        ...builders.flatMap((arn) => casesOf(`the model builder ${arn}`, { arn }, building)),
      ],
      deny: [
        ...denialsOf('NoModelBuilding', 'an administrator', administrator, building),
        ...denialsOf('NoModelBuilding', 'an administrator of the hub', hubAdministrator, building),
      ],
    };
  },
};
