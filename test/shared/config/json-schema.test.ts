import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { governanceJsonSchema, governanceJsonSchemaText } from '../../../shared/config/json-schema.ts';

interface SchemaNode {
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
}

/** Every field, list entry and map entry of the schema, with its path. */
function* fieldsOf(node: SchemaNode, path: string): Generator<readonly [string, SchemaNode]> {
  const inner: [string, SchemaNode][] = Object.entries(node.properties ?? {}).map(([key, child]) => [
    `${path}.${key}`,
    child,
  ]);
  if (typeof node.additionalProperties === 'object') inner.push([`${path}.*`, node.additionalProperties]);
  if (node.items !== undefined) inner.push([`${path}[]`, node.items]);
  for (const [name, child] of inner) {
    yield [name, child];
    yield* fieldsOf(child, name);
  }
}

const schema = governanceJsonSchema() as SchemaNode;
const fields = [...fieldsOf(schema, '')];

describe('governance.schema.json', () => {
  it('is current (run `npm run gatehouse -- schema --write` where it is not)', () => {
    const committed = readFileSync(new URL('../../../governance.schema.json', import.meta.url), 'utf8');
    expect(committed).toBe(governanceJsonSchemaText());
  });

  it('is the schema that governance.yaml tells editors to use', () => {
    const example = readFileSync(new URL('../../../governance.yaml', import.meta.url), 'utf8');
    expect(example.split('\n')[0]).toBe('# yaml-language-server: $schema=./governance.schema.json');
  });
});

describe('the schema', () => {
  it('reaches every section', () => {
    const names = fields.map(([name]) => name);
    expect(names).toContain('.hub.maxBodyBytes');
    expect(names).toContain('.models.*.price.cacheWritePerMillion');
    expect(names).toContain('.guardrails.*.regexes[].pattern');
    expect(names).toContain('.applications.*.limits.month.usd');
    expect(names).toContain('.applications.*.screening.input.*');
  });

  it.each(fields)('describes %s: meaning, whether it is required or its default, an example', (name, node) => {
    expect(node.description).toMatch(/Example: \S/);
    const isEntry = name.endsWith('[]') || name.endsWith('*');
    if (!isEntry) expect(node.description).toMatch(/Required|Default: \S/);
  });

  it('closes every map whose keys it lists', () => {
    const open = fields.filter(([, node]) => node.properties !== undefined && node.additionalProperties !== false);
    expect(open).toEqual([]);
  });
});
