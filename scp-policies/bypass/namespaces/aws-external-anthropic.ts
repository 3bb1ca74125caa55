import { type InferenceNamespace, names } from '../namespace.ts';

export const awsExternalAnthropic: InferenceNamespace = {
  service: 'aws-external-anthropic',
  why: 'The platform of Anthropic, reached with AWS credentials: outside of Bedrock, its guardrails and its logs.',
  inference: names(
    'AssumeConsole CallWithBearerToken CountTokens CreateBatchInference CreateInference CreateSession ProcessEnvironmentWork UpdateSession',
  ),
  dataAccess: names(
    'CreateFile CreateMemoryStore CreateUserProfileEnrollmentUrl CreateVault DeleteBatchInference DeleteFile DeleteMemoryStore DeleteSession',
    'DeleteVault GetBatchInference GetFile GetMemoryStore GetSession GetVault ListFiles ListMemoryStores ListSessions ListVaults',
    'UpdateMemoryStore UpdateVault',
  ),
  control: names(
    'ArchiveAgent ArchiveEnvironment ArchiveMemoryStore ArchiveSession ArchiveVault ArchiveWorkspace CancelBatchInference CreateAgent',
    'CreateEnvironment CreateSkill CreateUserProfile CreateWebhook CreateWorkspace DeleteEnvironment DeleteSkill DeleteWebhook DisableKey',
    'RegisterKey RotateWebhookSecret TagResource UntagResource UpdateAgent UpdateEnvironment UpdateKey UpdateSkill UpdateUserProfile',
    'UpdateWebhook UpdateWorkspace',
  ),
  read: names(
    'GetAccountStatus GetAgent GetEnvironment GetKey GetModel GetSkill GetUserProfile GetWebhook GetWorkspace ListAgents ListBatchInferences',
    'ListEnvironments ListKeys ListModels ListSkills ListTagsForResource ListUserProfiles ListWebhooks ListWorkspaces',
  ),
};
