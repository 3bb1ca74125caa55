import type { ModelPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';

/** The ARNs that IAM looks at when a model is invoked. */
export interface ModelArns {
  /** What may be named in the call: the model in the hub's Region (where it is offered there), and its inference profiles. */
  readonly direct: readonly string[];
  /** The model where an inference profile may send the call: reachable through a profile alone. */
  readonly elsewhere: readonly string[];
  readonly profiles: readonly string[];
}

/**
 * A global profile is checked against the model without a Region, besides.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html, .../global-cross-region-inference.html
 */
export function modelArns(model: ModelPolicy, hub: HubPolicy): ModelArns {
  const modelIn = (region: string) => `arn:${hub.partition}:bedrock:${region}::foundation-model/${model.id}`;
  const profiles = model.inferenceProfiles.map((profile) => profileArn(profile, hub));
  const global = model.inferenceProfiles.some((profile) => /(?:^|\/)global\./.test(profile));
  const home = model.regions.includes(hub.region) ? [modelIn(hub.region)] : [];
  return {
    direct: [...home, ...profiles],
    elsewhere: [
      ...model.regions.filter((region) => region !== hub.region).map(modelIn),
      ...(global ? [modelIn('')] : []),
    ],
    profiles,
  };
}

/** A profile that the file names by id is one of Amazon's own: those have the ARN of whoever asks. */
export function profileArn(profile: string, hub: HubPolicy): string {
  if (profile.startsWith('arn:')) return profile;
  return `arn:${hub.partition}:bedrock:${hub.region}:${hub.accountId}:inference-profile/${profile}`;
}
