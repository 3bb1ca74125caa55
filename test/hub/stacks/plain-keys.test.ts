import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainKeys } from '../../../hub/stacks/plain-keys.ts';

describe('plainKeys', () => {
  it('writes out keys that are constants of the module', () => {
    const module = 'const _ht = "http";\nconst _a = "a b";\nexport var X = [9, { [_ht]: ["POST"], [_a]: _ht }];\n';
    expect(plainKeys(module)).toBe(
      'const _ht = "http";\nconst _a = "a b";\nexport var X = [9, { "http": ["POST"], "a b": _ht }];\n',
    );
  });

  it.each([
    ['a key that no constant of it gives', 'export var X = { [other]: 1 };'],
    ['a text that would have to be escaped', 'const q = "say \\"no\\"";\nexport var X = { [q]: 1 };'],
    ['a constant inside of a function', 'function f() {\n  const q = "x";\n  return { [q]: 1 };\n}'],
    ['a key that is looked up', 'const q = "x";\nexport var X = list[q];'],
  ])('leaves %s as it is', (_what, module) => {
    expect(plainKeys(module)).toBe(module);
  });

  it.each(['lambda', 'dynamodb', 'kms', 's3', 'sts', 'bedrock-runtime'])(
    'leaves no such key in the schemas of @aws-sdk/client-%s, which mean the same afterwards',
    async (service) => {
      const path = `node_modules/@aws-sdk/client-${service}/dist-es/schemas/schemas_0.js`;
      const before = readFileSync(path, 'utf8');
      const after = plainKeys(before);
      expect(after.match(/\[_\w+\]:/g)).toBeNull();
      const keys = (text: string) => text.match(/(?:\[_\w+\]|"[^"\n]*"):/g)?.length;
      expect(keys(after)).toBe(keys(before));
    },
  );
});
