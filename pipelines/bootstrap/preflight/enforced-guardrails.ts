import { z } from 'zod';
import type { AttachedPolicy } from '../snapshot.ts';

/** A guardrail that a Bedrock policy enforces. */
export interface EnforcedIdentifier {
  /** Region of the policy's entry. */
  readonly region: string;
  /** Without the version. */
  readonly arn: string;
  /** NaN where the identifier has none, or is a draft. */
  readonly version: number;
}

const assigned = z.object({ '@@assign': z.string().max(400) });
const policySchema = z.object({
  bedrock: z.object({
    guardrail_inference: z.record(
      z.string().max(64),
      z.union([z.record(z.string(), z.unknown()), z.array(z.string())]),
    ),
  }),
});
const configSchema = z.object({ identifier: assigned });

/** In the syntax of Bedrock policies; undefined where the text is none. Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_bedrock_syntax.html */
export function enforcedIdentifiers({ text }: Pick<AttachedPolicy, 'text'>): readonly EnforcedIdentifier[] | undefined {
  const parsed = policySchema.safeParse(parse(text));
  if (!parsed.success) return undefined;
  const regions = Object.entries(parsed.data.bedrock.guardrail_inference).filter(([key]) => !key.startsWith('@@'));
  const found: EnforcedIdentifier[] = [];
  for (const [region, configs] of regions) {
    for (const [key, config] of Object.entries(configs)) {
      if (key.startsWith('@@')) continue;
      const identifier = configSchema.safeParse(config);
      if (!identifier.success) return undefined;
      found.push(split(region, identifier.data.identifier['@@assign']));
    }
  }
  return found;
}

function split(region: string, identifier: string): EnforcedIdentifier {
  const [, arn = identifier, version = ''] = /^(.*):(\d{1,9})$/.exec(identifier) ?? [];
  return { region, arn, version: version === '' ? Number.NaN : Number(version) };
}

/** Undefined, which no schema takes, where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
