import { type InferenceNamespace, names } from '../namespace.ts';

export const bedrockMantle: InferenceNamespace = {
  service: 'bedrock-mantle',
  why: 'The endpoint of Bedrock that speaks like OpenAI’s.',
  inference: names('CallWithBearerToken CountTokens CreateInference'),
  dataAccess: names('CreateFile DeleteFile DeleteInference GetFile GetInference ListFiles'),
  control: names(
    'ArchiveProject AssociateCustomizedModel CancelFineTuningJob CancelInference CreateCustomizedModel CreateFineTuningJob CreateProject',
    'CreateReservation DeleteCustomizedModel DeleteReservation DisassociateCustomizedModel PutAccountDataRetention TagResource UntagResource',
    'UpdateProject UpdateReservation',
  ),
  read: names(
    'GetAccountDataRetention GetCustomizedModel GetFineTuningJob GetModel GetProject GetReservation ListCustomizedModelAssociations',
    'ListCustomizedModels ListFineTuningJobs ListModels ListProjects ListReservations ListTagsForResource',
  ),
};
