import { z } from 'zod';
import type { DeployedResource } from './hub-resources.ts';

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string().max(200), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});

/** Properties by which types take a name of their own. */
const namedBy = ['RoleName', 'ManagedPolicyName', 'FunctionName', 'AliasName', 'BucketName', 'GroupName', 'Name'];

/**
 * The resources of a template in JSON; what has no name of its own gets one from its stack, as CloudFormation does. None where the text is no template: whatever we deploy is one.
 *
 * @param stack name of the stack.
 */
export function templateResources(body: string, stack: string): readonly DeployedResource[] {
  const parsed = templateSchema.safeParse(parse(body));
  if (!parsed.success) return [];
  return Object.entries(parsed.data.Resources).map(([id, { Type, Properties = {} }]) => {
    const own = namedBy.map((property) => Properties[property]).find((value) => typeof value === 'string');
    return { type: Type, name: own ?? `${stack}-${id}-0123456789AB` };
  });
}

export function isTemplate(body: string): boolean {
  return templateSchema.safeParse(parse(body)).success;
}

/** Undefined, which no schema takes, where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
