import { names } from './namespace.ts';

/** A service with other uses, some of whose actions send a text to a model. */
export interface MixedService {
  readonly service: string;
  readonly why: string;
  /** Names of IAM, without the service. */
  readonly inference: readonly string[];
}

export const mixedServices: readonly MixedService[] = [
  { service: 'agent-registry', why: 'Tools of agents, called by name', inference: ['InvokeRegistryMcp'] },
  {
    service: 'aidevops',
    why: 'An agent that looks into incidents',
    inference: names('CreateBacklogTask CreateChat InitiateChatForCase SendMessage'),
  },
  {
    service: 'aiops',
    why: 'Investigations that a model leads',
    inference: names('CreateInvestigation GenerateReport'),
  },
  { service: 'b2bi', why: 'Mappings that a model writes from samples', inference: ['GenerateMapping'] },
  {
    service: 'cloudtrail',
    why: 'Queries in plain language',
    inference: names('GenerateQuery GenerateQueryResultsSummary'),
  },
  {
    service: 'cloudwatch',
    why: 'Queries in plain language',
    inference: names('GenerateQuery GenerateQueryResultsSummary'),
  },
  {
    service: 'datazone',
    why: 'Assistants of Amazon DataZone and SageMaker Unified Studio',
    inference: names('GenerateCode InvokeAgent SendMessage StartConversation'),
  },
  { service: 'detective', why: 'An assistant beside findings', inference: ['InvokeAssistant'] },
  {
    service: 'finops-agent',
    why: 'An agent that speaks about cost',
    inference: names('CreateConversation CreateTask CreateTurn'),
  },
  { service: 'glue', why: 'Code that a model completes', inference: ['StartCompletion'] },
  { service: 'guardduty', why: 'Investigations that a model leads', inference: ['CreateInvestigation'] },
  {
    service: 'health-agent',
    why: 'Agents that speak with patients',
    inference: names('InvokeAgent StartMedicalScribeListeningSession StartPatientInsightsJob'),
  },
  { service: 'iotsitewise', why: 'An assistant over measurements', inference: ['InvokeAssistant'] },
  {
    service: 'lex',
    why: 'Bots that a model writes',
    inference: names('GenerateBotElement StartBotResourceGeneration'),
  },
  { service: 'network-security-manager', why: 'Rules that a model writes', inference: ['GenerateRuleConfiguration'] },
  {
    service: 'networkmanager-chat',
    why: 'An assistant about networks',
    inference: names('CreateConversation SendConversationMessage'),
  },
  {
    service: 'quicksight',
    why: 'Questions and automations in plain language',
    inference: names('PredictQAResults StartAutomationJob'),
  },
  {
    service: 'sagemaker',
    why: 'Models hosted by oneself, those of the model hub among them',
    inference: names(
      'CallWithBearerToken CreateAIBenchmarkJob CreateAIRecommendationJob CreateInferenceExperiment CreateInferenceRecommendationsJob',
      'CreateTransformJob InvokeEndpoint InvokeEndpointAsync InvokeEndpointWithResponseStream Sample SampleWithResponseStream',
      'StartInferenceExperiment',
    ),
  },
  { service: 'sagemaker-data-science-assistant', why: 'An assistant in notebooks', inference: ['SendConversation'] },
  {
    service: 'securityagent',
    why: 'Agents that review designs and code',
    inference: names(
      'CreateCodeReview CreateDesignReview StartCodeRemediation StartCodeReviewJob StartPentestJob StartThreatModelJob StartValidationRun',
    ),
  },
  { service: 'sqlworkbench', why: 'Queries in plain language', inference: ['GenerateSession'] },
  { service: 'wisdom', why: 'Amazon Q in Connect', inference: names('QueryAssistant Retrieve SendMessage') },
  {
    service: 'workspaces',
    why: 'Agents that help with desktops',
    inference: names('InvokeOnboardingAgent InvokeTroubleshootingInvestigation'),
  },
];
