/** Policies of the organization that governance.yaml may except roles from. Those that are not here hold for everybody but the exceptions that they list themselves. */
export const exemptiblePolicies = [
  'allowed-regions',
  'no-ai-assistants',
  'no-bedrock-keys',
  'no-hosted-models',
  'no-long-lived-keys',
  'no-model-inference',
  'no-model-subscriptions',
] as const;

export type ExemptiblePolicy = (typeof exemptiblePolicies)[number];
