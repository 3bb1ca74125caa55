import { names } from './namespace.ts';

/**
 * Names that read as if something were inferred, in services of which not every action is classified. Whoever adds such an action (AWS does, every week) turns the build red until it is decided here or in
 * `mixed-services.ts`. What only looks at, changes or ends something is left out.
 */
const reads =
  /^(?:Invoke|.*Infer|.*Completion|.*Converse|.*Conversation|.*Chat|Predict|Ask|Sample|Answer|Generate|.*Assistant|.*Prompt|SendMessage|.*Agent$|.*Investigation$|.*Mcp$|.*Predict)/;
const handles =
  /^(?:Get|List|Describe|Delete|Update|Stop|Cancel|Search|Batch|Put|Associate|Disassociate|End|Tag|Untag|Remove|Accept|Reject|Archive|Unarchive)/;

export function readsLikeInference(name: string): boolean {
  return reads.test(name) && !handles.test(name);
}

interface Lookalike {
  readonly service: string;
  /** What they do instead. */
  readonly why: string;
  readonly actions: readonly string[];
}

export const lookalikes: readonly Lookalike[] = [
  { service: 'access-analyzer', why: 'reports on unused permissions', actions: ['GenerateFindingRecommendation'] },
  { service: 'agentaccess-mcp', why: 'tools for an agent that runs elsewhere', actions: ['InvokeMcp'] },
  { service: 'airflow', why: 'calls a workflow engine', actions: ['InvokeRestApi'] },
  { service: 'amplify', why: 'writes access logs', actions: ['GenerateAccessLogs'] },
  { service: 'amplifybackend', why: 'writes code from a schema, by templates', actions: ['GenerateBackendAPIModels'] },
  { service: 'application-signals-mcp', why: 'tools for an agent that runs elsewhere', actions: ['InvokeMcp'] },
  { service: 'arsenal', why: 'agents that take inventory of servers', actions: ['RegisterOnPremisesAgent'] },
  { service: 'chime', why: 'messages between people', actions: ['RedactConversationMessage'] },
  {
    service: 'cleanrooms-ml',
    why: 'models that the parties trained themselves, on data of both',
    actions: ['StartTrainedModelInferenceJob'],
  },
  { service: 'cloudwatch', why: 'calls a source of logs', actions: ['InvokeIntegration'] },
  { service: 'codeguru-profiler', why: 'agents that measure programs', actions: ['ConfigureAgent'] },
  {
    service: 'comprehendmedical',
    why: 'classifies by codes and writes no text',
    actions: names(
      'InferICD10CM InferRxNorm InferSNOMEDCT StartICD10CMInferenceJob StartRxNormInferenceJob StartSNOMEDCTInferenceJob',
    ),
  },
  {
    service: 'connect',
    why: 'chats between people, prompts that are recordings, and analysis of what was said',
    actions: names(
      'CreatePrompt SendChatIntegrationEvent SendOutboundChatMessage StartChatContact StartContactConversationalAnalyticsJob StartOutboundChatContact',
    ),
  },
  {
    service: 'datasync',
    why: 'agents that copy files, and sizes of storage',
    actions: names('CreateAgent GenerateRecommendations'),
  },
  { service: 'detective', why: 'compares findings by rules', actions: ['StartInvestigation'] },
  { service: 'ecs-mcp', why: 'tools for an agent that runs elsewhere', actions: names('InvokeReadOnlyTools UseMcp') },
  { service: 'eks-mcp', why: 'tools for an agent that runs elsewhere', actions: ['InvokeMcp'] },
  { service: 'elemental-activations', why: 'licences', actions: names('GenerateLicense GenerateLicenses') },
  { service: 'entityresolution', why: 'identifiers of records', actions: ['GenerateMatchId'] },
  { service: 'events', why: 'calls an address outside', actions: ['InvokeApiDestination'] },
  { service: 'execute-api', why: 'APIs of one’s own: the hub’s is one', actions: ['Invoke'] },
  {
    service: 'forecast',
    why: 'series of numbers',
    actions: names('CreateAutoPredictor CreatePredictor CreatePredictorBacktestExportJob InvokeForecastEndpoint'),
  },
  { service: 'frauddetector', why: 'scores of events', actions: ['CreateBatchPredictionJob'] },
  { service: 'groundstation', why: 'agents at antennas', actions: ['RegisterAgent'] },
  {
    service: 'groundtruthlabeling',
    why: 'previews of labelling tasks',
    actions: ['GenerateLIDARPreviewTaskConfigJob'],
  },
  {
    service: 'health-agent',
    why: 'makes an agent, which has an action of its own to ask it',
    actions: names('CreateAgent PublishAgent'),
  },
  {
    service: 'healthlake',
    why: 'documents from records, by a standard',
    actions: names('GenerateDocumentWithGet GenerateDocumentWithPost'),
  },
  { service: 'honeycode', why: 'screens of a discontinued service', actions: ['InvokeScreenAutomation'] },
  {
    service: 'iam',
    why: 'reports on access',
    actions: names('GenerateCredentialReport GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails'),
  },
  { service: 'iotanalytics', why: 'a few messages of a channel', actions: ['SampleChannelData'] },
  { service: 'iotfleetwise', why: 'commands to vehicles', actions: ['GenerateCommandPayload'] },
  {
    service: 'iq',
    why: 'messages between people',
    actions: names('CreateConversation MarkChatMessageRead SendCompanyChatMessage SendIndividualChatMessage'),
  },
  { service: 'ivschat', why: 'messages between people', actions: ['CreateChatToken'] },
  {
    service: 'kms',
    why: 'keys and random numbers',
    actions: names(
      'GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GenerateRandom',
    ),
  },
  {
    service: 'lambda',
    why: 'functions of one’s own, in roles that these policies bind',
    actions: names('InvokeAsync InvokeFunction InvokeFunctionUrl'),
  },
  { service: 'lex', why: 'bots that follow what was written for them', actions: ['StartConversation'] },
  {
    service: 'lookoutequipment',
    why: 'measurements of machines',
    actions: names('CreateInferenceScheduler StartInferenceScheduler'),
  },
  {
    service: 'machinelearning',
    why: 'numbers and classes, by a discontinued service',
    actions: names('CreateBatchPrediction Predict'),
  },
  {
    service: 'managedblockchain',
    why: 'calls of block chains',
    actions: names(
      'Invoke InvokeRpcBitcoinMainnet InvokeRpcBitcoinTestnet InvokeRpcPolygonMainnet InvokeRpcPolygonMumbaiTestnet',
    ),
  },
  { service: 'marketplacecommerceanalytics', why: 'reports on sales', actions: ['GenerateDataSet'] },
  { service: 'migrationhub-orchestrator', why: 'messages of migration tools', actions: ['SendMessage'] },
  { service: 'migrationhub-strategy', why: 'messages of migration tools', actions: ['SendMessage'] },
  { service: 'mobiletargeting', why: 'messages to people', actions: ['SendMessages'] },
  { service: 'networkmanager-chat', why: 'keeps a conversation open', actions: ['NotifyConversationIsActive'] },
  {
    service: 'payment-cryptography',
    why: 'codes and PINs',
    actions: names(
      'GenerateAs2805KekValidation GenerateAuthRequestCryptogram GenerateCardValidationData GenerateMac GenerateMacEmvPinChange GeneratePinData',
    ),
  },
  { service: 'personalize', why: 'ranks items, and writes no text', actions: ['CreateBatchInferenceJob'] },
  {
    service: 'quicksight',
    why: 'addresses of dashboards, and agents that others have an action to ask',
    actions: names(
      'CreateAgent GenerateEmbedUrlForAnonymousUser GenerateEmbedUrlForRegisteredUser GenerateEmbedUrlForRegisteredUserWithIdentity',
    ),
  },
  {
    service: 'sagemaker',
    why: 'capacity, which has actions of its own to be asked by',
    actions: ['CreateInferenceComponent'],
  },
  { service: 'securityhub', why: 'a policy from permissions that were used', actions: ['GenerateRecommendedPolicyV2'] },
  { service: 'sms', why: 'copies servers', actions: names('GenerateChangeSet GenerateTemplate SendMessage') },
  { service: 'sms-voice', why: 'senders of text messages', actions: ['CreateRcsAgent'] },
  { service: 'sqs', why: 'queues', actions: ['SendMessage'] },
  { service: 'states', why: 'calls an address outside', actions: ['InvokeHTTPEndpoint'] },
  { service: 'support', why: 'chats with people', actions: ['InitiateChatForCase'] },
  { service: 'trustedadvisor', why: 'reports by rules', actions: ['GenerateReport'] },
  { service: 'vpc-lattice-svcs', why: 'services of one’s own', actions: ['Invoke'] },
  { service: 'wafv2', why: 'addresses of releases', actions: ['GenerateMobileSdkReleaseUrl'] },
  {
    service: 'wisdom',
    why: 'makes what has actions of its own to be asked by',
    actions: names('CreateAIAgent CreateAIPrompt CreateAIPromptVersion CreateAssistant CreateAssistantAssociation'),
  },
];
