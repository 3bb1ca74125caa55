import { type InferenceNamespace, names } from '../namespace.ts';

export const bedrockWebsearch: InferenceNamespace = {
  service: 'bedrock-websearch',
  why: 'Search of the web for models, and by whoever pretends to be one.',
  inference: names('ExternalWebAccess InvokeFetch InvokeSearch'),
  dataAccess: [],
  control: [],
  read: [],
};
