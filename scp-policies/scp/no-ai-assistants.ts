import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const id = 'no-ai-assistants';

/** Services that are nothing but a model with something around it. */
const wholly = ['q:*', 'qapps:*', 'qbusiness:*', 'qdeveloper:*', 'codewhisperer:*', 'nova-act:*', 'transform-custom:*'];

/** Parts of services that have other uses, by which a text goes to a model. */
const partly = [
  'agent-registry:InvokeRegistryMcp',
  'aidevops:CreateBacklogTask',
  'aidevops:CreateChat',
  'aidevops:InitiateChatForCase',
  'aidevops:SendMessage',
  'aiops:CreateInvestigation*',
  'aiops:GenerateReport',
  'b2bi:GenerateMapping',
  'cloudtrail:GenerateQuery*',
  'cloudwatch:GenerateQuery*',
  'datazone:GenerateCode',
  'datazone:InvokeAgent',
  'datazone:SendMessage',
  'datazone:StartConversation',
  'detective:InvokeAssistant',
  'finops-agent:CreateConversation',
  'finops-agent:CreateTask',
  'finops-agent:CreateTurn',
  'glue:StartCompletion',
  'guardduty:CreateInvestigation',
  'health-agent:InvokeAgent',
  'health-agent:StartMedicalScribeListeningSession',
  'health-agent:StartPatientInsightsJob',
  'iotsitewise:InvokeAssistant',
  'lex:GenerateBotElement',
  'lex:StartBotResourceGeneration',
  'network-security-manager:GenerateRuleConfiguration',
  'networkmanager-chat:*',
  'quicksight:PredictQAResults',
  'quicksight:StartAutomationJob',
  'sagemaker-data-science-assistant:*',
  'securityagent:CreateCodeReview',
  'securityagent:CreateDesignReview',
  'securityagent:Start*',
  'sqlworkbench:GenerateSession',
  'wisdom:QueryAssistant',
  'wisdom:Retrieve',
  'wisdom:SendMessage',
  'workspaces:Invoke*',
];

export const noAiAssistants: ControlPolicy = {
  id,
  type: 'SCP',
  title: 'Assistants of AWS are not a second way to a model',
  why: 'What is typed or uploaded into an assistant reaches a model like any prompt, but nothing screens or records it.',
  attachesTo: 'spokes',
  exceptions: [],
  statements: (context) => {
    const spared = sparing(context, [], id);
    return [deny('NoAssistant', wholly, spared), deny('NoAssistantInside', partly, spared)];
  },
  cases: (context) => {
    const { developer, administrator } = exampleActors(context);
    const some = (pattern: string) => pattern.replace('*', 'Anything');
    return {
      allow: casesOf('a developer', developer, [
        'cloudtrail:LookupEvents',
        'cloudwatch:GetMetricData',
        'glue:StartJobRun',
        'lex:RecognizeText',
        'quicksight:DescribeDashboard',
      ]),
      deny: [
        ...denialsOf('NoAssistant', 'a developer', developer, wholly.map(some)),
        ...denialsOf('NoAssistant', 'a developer', developer, ['q:SendMessage', 'nova-act:InvokeActStep']),
        ...denialsOf('NoAssistantInside', 'an administrator', administrator, partly.map(some)),
      ],
    };
  },
};
