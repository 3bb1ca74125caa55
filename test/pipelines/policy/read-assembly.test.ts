import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../pipelines/policy/read-assembly.ts';
import { GatehouseFault } from '../../../shared/errors.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-assembly-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (file: string, content: unknown) => writeFileSync(join(directory, file), JSON.stringify(content));
const stack = (properties: object, environment = 'aws://111122223333/us-gov-west-1') => ({
  type: 'aws:cloudformation:stack',
  environment,
  properties,
});

describe('readAssembly', () => {
  it('reads each stack with its environment and leaves other artifacts alone', () => {
    write('manifest.json', {
      artifacts: {
        B: stack({ templateFile: 'b.json' }),
        A: stack({ templateFile: 'a.json', stackName: 'a-live' }),
        Tree: { type: 'cdk:tree' },
      },
    });
    write('a.json', { Resources: {} });
    write('b.json', { Resources: { R: { Type: 'T' } } });
    expect(readAssembly(directory)).toEqual([
      {
        name: 'B',
        environment: { partition: 'aws-us-gov', account: '111122223333', region: 'us-gov-west-1' },
        template: { Resources: { R: { Type: 'T' } } },
      },
      {
        name: 'a-live',
        environment: { partition: 'aws-us-gov', account: '111122223333', region: 'us-gov-west-1' },
        template: { Resources: {} },
      },
    ]);
  });

  it.each([
    ['has no manifest', undefined, /has no manifest\.json.*npm run synth/],
    [
      'has a stack without an environment',
      { artifacts: { A: stack({ templateFile: 'a.json' }, 'aws://unknown-account/unknown-region') } },
      /no account and Region/,
    ],
    [
      'names a template outside itself',
      { artifacts: { A: stack({ templateFile: '../a.json' }) } },
      /has no A template/,
    ],
  ])('refuses a directory that %s', (_what, manifest, message) => {
    if (manifest !== undefined) write('manifest.json', manifest);
    expect(() => readAssembly(directory)).toThrow(GatehouseFault);
    expect(() => readAssembly(directory)).toThrow(message);
  });

  it('refuses a manifest that is no JSON', () => {
    writeFileSync(join(directory, 'manifest.json'), '{');
    expect(() => readAssembly(directory)).toThrow(/not JSON that can be read/);
  });
});
