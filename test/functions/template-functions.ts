/** The three functions as the templates deploy them: the files of the asset, and the environment with everything that synth knows resolved. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IntrinsicResolver } from '../../pipelines/policy/intrinsics.ts';
import { readAssembly } from '../../pipelines/policy/read-assembly.ts';
import { hubApp } from '../../pipelines/policy/synthesize-hub.ts';

const functionNames = ['gateway', 'response-filter', 'prompt-handler'] as const;
export type FunctionName = (typeof functionNames)[number];

export interface TemplateFunction {
  /** Where the asset lies, which Lambda would unpack. */
  readonly directory: string;
  /** File and export, such as `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface TemplateFunctions {
  readonly functions: Readonly<Record<FunctionName, TemplateFunction>>;
  /** The cloud assembly, for whoever is done with the functions to remove. */
  readonly assembly: string;
}

/** Synthesizes the hub of the example configuration. */
export function templateFunctions(): TemplateFunctions {
  const assembly = mkdtempSync(join(tmpdir(), 'gatehouse-functions-'));
  hubApp('governance.yaml', assembly).synth();
  const found = functionsIn(assembly);
  const functionOf = (name: FunctionName): TemplateFunction => {
    const one = found.get(`gatehouse-${name}`);
    if (one === undefined) throw new Error(`the templates have no function gatehouse-${name}`);
    return one;
  };
  const functions = {
    gateway: functionOf('gateway'),
    'response-filter': functionOf('response-filter'),
    'prompt-handler': functionOf('prompt-handler'),
  };
  return { functions, assembly };
}

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Handler: string;
  readonly Code: { readonly S3Key: string };
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
}

function functionsIn(assembly: string): ReadonlyMap<string, TemplateFunction> {
  const stacks = readAssembly(assembly);
  const resolver = new IntrinsicResolver(stacks);
  const found = new Map<string, TemplateFunction>();
  for (const stack of stacks) {
    for (const { Type, Properties } of Object.values(stack.template.Resources ?? {})) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const { FunctionName, Handler, Code, Environment } = resolver.resolve(stack, Properties) as FunctionProperties;
      found.set(FunctionName, {
        directory: join(assembly, `asset.${Code.S3Key.replace(/\.zip$/, '')}`),
        handler: Handler,
        environment: Environment?.Variables ?? {},
      });
    }
  }
  return found;
}
