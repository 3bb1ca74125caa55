import { type InferenceNamespace, names } from '../namespace.ts';

export const transformCustom: InferenceNamespace = {
  service: 'transform-custom',
  why: 'Agents that change code by a description.',
  inference: names('ConverseStream CreateAnalysis CreateCampaign CreateRemediation ExecuteTransformation'),
  dataAccess: names(
    'CompleteTransformationPackageUpload CreateTransformationPackageUrl SendTelemetryEvent ShareTransformationPackage',
  ),
  control: names(
    'BatchCreateFindings BatchUpdateFindings CreateRepository CreateSource DeleteAnalysis DeleteCampaign DeleteFinding DeleteKnowledgeItem',
    'DeleteRemediation DeleteRepository DeleteSource DeleteTransformationPackage TagResource UnshareTransformationPackage UntagResource',
    'UpdateAnalysis UpdateCampaign UpdateCampaignRepositoryStatus UpdateKnowledgeItemConfiguration UpdateKnowledgeItemStatus UpdateRemediation',
    'UpdateRepository UpdateSource',
  ),
  read: names(
    'GetAnalysis GetAnalysisArtifactDownloadUrl GetCampaign GetFinding GetFindingGroups GetKnowledgeItem GetRemediation GetRepository GetSource',
    'GetTransformationPackageUrl ListAnalyses ListAnalysisArtifacts ListCampaignRepositories ListCampaigns ListFindings ListKnowledgeItems',
    'ListRemediations ListRepositories ListSources ListTagsForResource ListTransformationPackageMetadata ListTransformationPackageShares',
  ),
};
