import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import { asRecord } from './attached-policies.ts';
import { type CloudFormationTemplate, own, partitionOf, type SynthesizedStack } from './synthesized-stack.ts';

/**
 * The stacks of a cloud assembly, as `cdk synth` writes it: templates, with their environments from the manifest.
 *
 * @throws GatehouseFault `configuration_invalid` where the directory is no assembly, or a stack has no environment of its own.
 */
export function readAssembly(directory: string): readonly SynthesizedStack[] {
  if (!existsSync(join(directory, 'manifest.json')))
    throw noAssembly(directory, 'has no manifest.json', 'Write it with: npm run synth');
  const artifacts = asRecord(asRecord(readJson(directory, 'manifest.json')).artifacts);
  return Object.entries(artifacts)
    .filter(([, artifact]) => asRecord(artifact).type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => readStack(directory, id, asRecord(artifact)))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function readStack(directory: string, id: string, artifact: Readonly<Record<string, unknown>>): SynthesizedStack {
  const properties = asRecord(artifact.properties);
  const [, account = '', region = ''] = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(String(artifact.environment)) ?? [];
  if (account === '')
    throw noAssembly(directory, `has no account and Region for stack ${id}`, 'Give every stack an env');
  const file = String(own(properties, 'templateFile') ?? `${id}.template.json`);
  // The manifest is a file like any other: it names files of its own directory alone.
  if (!readdirSync(directory).includes(file)) throw noAssembly(directory, `has no ${id} template`, 'Write it anew');
  return {
    name: String(own(properties, 'stackName') ?? id),
    environment: { partition: partitionOf(region), account, region },
    template: asRecord(readJson(directory, file)) as CloudFormationTemplate,
  };
}

function readJson(directory: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(directory, file), 'utf8'));
  } catch (cause) {
    throw new GatehouseFault(
      'configuration_invalid',
      `${join(directory, file)} is not JSON that can be read.`,
      'Write the directory anew with: npm run synth',
      { cause },
    );
  }
}

function noAssembly(directory: string, what: string, remedy: string): GatehouseFault {
  return new GatehouseFault('configuration_invalid', `${directory} ${what}.`, `${remedy}.`);
}
