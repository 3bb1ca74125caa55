import { type InferenceNamespace, names } from '../namespace.ts';

export const qbusiness: InferenceNamespace = {
  service: 'qbusiness',
  why: 'Amazon Q Business: an assistant over a company’s documents.',
  inference: names('Chat ChatSync CreateAnonymousWebExperienceUrl SearchRelevantContent'),
  dataAccess: names(
    'BatchDeleteDocument BatchPutDocument CheckDocumentAccess DeleteAttachment DeleteConversation GetDocumentContent GetMedia ListAttachments',
    'ListConversations ListDocuments ListMessages PutFeedback',
  ),
  control: names(
    'AllowVendedLogDeliveryForResource AssociatePermission CancelSubscription CreateApplication CreateChatResponseConfiguration',
    'CreateDataAccessor CreateDataAccessorWithTti CreateDataSource CreateIndex CreateIntegration CreatePlugin CreateRetriever CreateSubscription',
    'CreateUser CreateWebExperience DeleteApplication DeleteChatControlsConfiguration DeleteChatResponseConfiguration DeleteDataAccessor',
    'DeleteDataSource DeleteGroup DeleteIndex DeleteIntegration DeletePlugin DeleteRetriever DeleteUser DeleteWebExperience',
    'DisableAclOnDataSource DisassociatePermission PutGroup PutResourcePolicy StartDataSourceSyncJob StartDeployment StopDataSourceSyncJob',
    'TagResource UntagResource UpdateApplication UpdateChatControlsConfiguration UpdateChatResponseConfiguration UpdateDataAccessor',
    'UpdateDataSource UpdateIndex UpdateIntegration UpdatePlugin UpdateRetriever UpdateSubscription UpdateUser UpdateWebExperience',
  ),
  read: names(
    'GetApplication GetChatControlsConfiguration GetChatResponseConfiguration GetDataAccessor GetDataSource GetGroup GetIndex GetIntegration',
    'GetPlugin GetPolicy GetRetriever GetUser GetWebExperience ListApplications ListChatResponseConfigurations ListDataAccessors',
    'ListDataSourceSyncJobs ListDataSources ListGroups ListIndices ListIntegrations ListPluginActions ListPluginTypeActions',
    'ListPluginTypeMetadata ListPlugins ListRetrievers ListSubscriptions ListTagsForResource ListWebExperiences',
  ),
};
