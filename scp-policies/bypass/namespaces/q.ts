import { type InferenceNamespace, names } from '../namespace.ts';

export const q: InferenceNamespace = {
  service: 'q',
  why: 'Amazon Q Developer in the console, in chats and in editors.',
  inference: names(
    'CreateArtifact GenerateCodeFromCommands GenerateCodeRecommendations PassRequest PerformArtifactAction SendEvent SendMessage',
    'StartConversation StartTroubleshootingAnalysis StartTroubleshootingResolutionExplanation UsePlugin',
  ),
  dataAccess: names(
    'DeleteConversation GetArtifact GetArtifactActionResult GetConversation GetTroubleshootingResults ListConversations UpdateConversation',
    'UpdateTroubleshootingCommandResult',
  ),
  control: names(
    'AssociateConnectorResource AssociateLoginDomain CreateAssignment CreateAuthGrant CreateOAuthAppConnection CreatePlugin CreateScimAccessToken',
    'DeleteAssignment DeleteOAuthAppConnection DeletePlugin DeleteScimAccessToken DisassociateLoginDomain RejectConnector TagResource',
    'UntagResource UpdateAssignment UpdateAuthGrant UpdateOAuthAppConnection UpdatePlugin VerifyOAuthAppConnection',
  ),
  read: names(
    'BatchDescribeGroups BatchDescribeUsers BatchGetGroups BatchGetUsers GetConnector GetIdentityMetadata GetPlugin ListDashboardMetrics',
    'ListGroups ListLoginDomains ListPluginProviders ListPlugins ListScimAccessTokens ListTagsForResource ListUsers',
  ),
};
