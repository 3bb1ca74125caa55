import { type InferenceNamespace, names } from '../namespace.ts';

export const novaAct: InferenceNamespace = {
  service: 'nova-act',
  why: 'Agents that work in a browser.',
  inference: names('CreateAct CreateSession CreateWorkflowRun InvokeActStep'),
  dataAccess: names('GetWorkflowRun ListActs ListSessions UpdateAct'),
  control: names('CreateWorkflowDefinition DeleteWorkflowDefinition DeleteWorkflowRun UpdateWorkflowRun'),
  read: names('GetWorkflowDefinition ListModels ListWorkflowDefinitions ListWorkflowRuns'),
};
