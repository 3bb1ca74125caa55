import { describe, expect, it } from 'vitest';
import { findImportCycles } from '../../../pipelines/check/import-cycles.ts';
import { importRules } from '../../../pipelines/check/import-rule-table.ts';
import { judgeImports, resolveImport } from '../../../pipelines/check/import-rules.ts';
import { readSourceTree } from '../../../pipelines/check/source-tree.ts';
import { fixtureTree } from './fixture-tree.ts';

/** The rules that a file at `path` breaks by importing `specifier`. */
function broken(path: string, specifier: string): readonly string[] {
  const root = fixtureTree({ [path]: `// first line\nimport type { X } from '${specifier}';\n` });
  return judgeImports(readSourceTree(root)).map((problem) => problem.rule);
}

describe('a forbidden import', () => {
  it.each([
    ['hub/gateway/a.ts', '../../spoke/client/b.ts', 'hub-is-a-house-of-its-own'],
    ['hub/gateway/a.ts', '../../scp-policies/b.ts', 'hub-is-a-house-of-its-own'],
    ['hub/a.ts', '../pipelines/cli/b.ts', 'hub-is-a-house-of-its-own'],
    ['spoke/a.ts', '../hub/b.ts', 'spoke-is-a-house-of-its-own'],
    ['scp-policies/a.ts', '../hub/b.ts', 'policies-are-a-house-of-their-own'],
    ['scp-policies/a.ts', '../spoke/b.ts', 'policies-are-a-house-of-their-own'],
    ['shared/config/a.ts', '../../hub/b.ts', 'shared-knows-nobody'],
    ['shared/a.ts', '../pipelines/b.ts', 'shared-knows-nobody'],
    ['pipelines/a.ts', '../test/b.ts', 'no-test-code-in-production'],
    ['hub/gateway/a.ts', 'vitest', 'no-test-code-in-production'],
    ['hub/screening/email.ts', '@aws-sdk/client-s3', 'pure-code-has-no-sdk'],
    ['hub/gateway/golden-path.ts', '@aws-sdk/client-bedrock-runtime', 'pure-code-has-no-sdk'],
    ['hub/gateway/dialects/converse.ts', '@aws-sdk/client-bedrock-runtime', 'pure-code-has-no-sdk'],
    ['hub/audit/record.ts', '@aws-sdk/client-dynamodb', 'pure-code-has-no-sdk'],
    ['hub/cost/price.ts', '@aws-sdk/client-dynamodb', 'pure-code-has-no-sdk'],
    ['hub/response-filter/response-filter.ts', '@aws-sdk/client-s3', 'pure-code-has-no-sdk'],
    ['hub/prompt-handler/prompt-handler.ts', './bedrock-runtime.ts', 'pure-code-has-no-adapter'],
    ['hub/audit/record.ts', './evidence-store-s3.ts', 'pure-code-has-no-adapter'],
    ['hub/cost/price.ts', 'aws-cdk-lib/aws-dynamodb', 'only-constructs-have-the-cdk'],
    ['hub/gateway/gateway.lambda.ts', 'aws-cdk-lib', 'only-constructs-have-the-cdk'],
    ['hub/audit/dynamodb-records.ts', './records-table.ts', 'only-constructs-have-the-cdk'],
    ['hub/screening/email.ts', 'node:fs', 'decisions-do-no-io'],
    ['hub/gateway/sigv4/verify.ts', 'node:fs/promises', 'decisions-do-no-io'],
    ['spoke/client/client.ts', '../../shared/errors.ts', 'client-needs-the-contract-alone'],
    ['spoke/client/client.ts', '../access/role.ts', 'client-needs-the-contract-alone'],
    ['hub/console/web/page.tsx', '../../gateway/ports.ts', 'client-needs-the-contract-alone'],
  ])('of %s: %s breaks %s', (path, specifier, rule) => {
    expect(broken(path, specifier)).toEqual([rule]);
  });

  it('is reported with file, line, reason and remedy', () => {
    const root = fixtureTree({ 'shared/a.ts': "\n\nexport * from '../hub/b.ts';\n" });
    expect(judgeImports(readSourceTree(root))).toEqual([
      {
        where: 'shared/a.ts:3',
        rule: 'shared-knows-nobody',
        message: "imports '../hub/b.ts', but shared/ is the vocabulary that all others are written in.",
        remedy: expect.stringContaining('Move this file'),
      },
    ]);
  });
});

describe('an allowed import', () => {
  it.each([
    ['hub/gateway/a.ts', '../../shared/errors.ts'],
    ['pipelines/a.ts', '../hub/app.ts'],
    ['pipelines/a.ts', '../spoke/b.ts'],
    ['test/hub/a.test.ts', '../../hub/b.ts'],
    ['test/pipelines/a.test.ts', '../../pipelines/b.ts'],
    ['test/hub/a.test.ts', 'vitest'],
    ['hub/audit/evidence-store-s3.ts', '@aws-sdk/client-s3'],
    ['hub/cost/dynamodb-ledger.ts', '@aws-sdk/client-dynamodb'],
    ['hub/prompt-handler/bedrock-runtime.ts', '@aws-sdk/client-bedrock-runtime'],
    ['hub/audit/evidence-bucket.ts', 'aws-cdk-lib/aws-s3'],
    ['hub/audit/records-table.ts', './dynamodb-records.ts'],
    ['hub/stacks/evidence-stack.ts', 'aws-cdk-lib'],
    ['hub/gateway/sigv4/verify.ts', 'node:crypto'],
    ['hub/screening/detectors/ip-address.ts', 'node:net'],
    ['hub/gateway/dialects/nova.ts', './bedrock-fields.ts'],
    ['hub/audit/content-keys-directory.ts', 'node:fs'],
    ['spoke/client/client.ts', '../../shared/contract/headers.ts'],
    ['spoke/client/client.ts', './signer.ts'],
  ])('of %s: %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual([]);
  });
});

describe('every rule', () => {
  it.each(importRules.map((rule) => [rule.name, rule] as const))('%s says why and what to do', (_, rule) => {
    expect(rule.reason).toMatch(/^[^.]{20,}$/);
    expect(rule.remedy).toMatch(/\.$/);
  });

  it('has a name of its own', () => {
    expect(new Set(importRules.map((rule) => rule.name)).size).toBe(importRules.length);
  });
});

describe('import cycles', () => {
  const cyclesOf = (files: Record<string, string>) => findImportCycles(readSourceTree(fixtureTree(files)));

  it('are reported once, with the way round', () => {
    const problems = cyclesOf({
      'hub/a.ts': "import './b.ts';",
      'hub/b.ts': "export * from './c.ts';",
      'hub/c.ts': "const a = () => import('./a.ts');",
      'hub/d.ts': "import './a.ts';",
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ where: 'hub/a.ts', rule: 'no-import-cycles' });
    expect(problems[0]?.message).toContain('hub/a.ts → hub/b.ts → hub/c.ts → hub/a.ts');
  });

  it('include a file that imports itself', () => {
    expect(cyclesOf({ 'hub/a.ts': "import './a.ts';" })).toHaveLength(1);
  });

  it('are reported for each group of files', () => {
    const problems = cyclesOf({
      'hub/a.ts': "import './b.ts';",
      'hub/b.ts': "import './a.ts';",
      'spoke/c.ts': "import './d.ts';",
      'spoke/d.ts': "import './c.ts';",
    });
    expect(problems.map((problem) => problem.where)).toEqual(['hub/a.ts', 'spoke/c.ts']);
  });

  it('are none where the way back is a type import', () => {
    expect(cyclesOf({ 'hub/a.ts': "import './b.ts';", 'hub/b.ts': "import type { A } from './a.ts';" })).toEqual([]);
  });

  it('are none in a diamond', () => {
    const files = {
      'a.ts': "import './b.ts'; import './c.ts';",
      'b.ts': "import './d.ts';",
      'c.ts': "import './d.ts';",
      'd.ts': '',
    };
    expect(cyclesOf(files)).toEqual([]);
  });
});

describe('resolving an import', () => {
  it.each([
    ['hub/gateway/a.ts', './b.ts', 'hub/gateway/b.ts'],
    ['hub/gateway/a.ts', '../../shared/b.ts', 'shared/b.ts'],
    ['a.ts', './b.ts', 'b.ts'],
    ['a.ts', 'node:fs', 'node:fs'],
    ['a.ts', '@aws-sdk/client-s3', 'npm:@aws-sdk/client-s3'],
  ])('from %s: %s is %s', (from, specifier, target) => {
    expect(resolveImport(from, specifier)).toBe(target);
  });
});
