import { join } from 'node:path';
import { readAssembly } from '../../pipelines/policy/read-assembly.ts';
import { synthesizedPolicies } from '../../pipelines/policy/synthesized-policies.ts';

/** A function as it would be deployed. */
export interface SynthesizedFunction {
  readonly name: string;
  /** Its asset, unpacked. */
  readonly directory: string;
  /** What the template gives it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The functions of the hub that are bundled here: the CDK's own, for the time of a deployment, are in other stacks. */
export function synthesizedFunctions(outdir: string): readonly SynthesizedFunction[] {
  return synthesizedPolicies(readAssembly(outdir))
    .everything.filter(
      ({ type, identity }) => type === 'AWS::Lambda::Function' && identity.name.startsWith('gatehouse-'),
    )
    .map(({ identity, properties }) => {
      const { S3Key } = properties.Code as { readonly S3Key: string };
      const { Variables } = properties.Environment as { readonly Variables: Readonly<Record<string, string>> };
      const directory = join(outdir, `asset.${S3Key.replace(/\.zip$/, '')}`);
      return { name: identity.name, directory, environment: Variables };
    });
}
