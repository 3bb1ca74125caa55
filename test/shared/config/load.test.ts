import { describe, expect, it } from 'vitest';
import { loadGovernance } from '../../../shared/config/load.ts';
import { load, minimalGovernance, onlyProblem, problemsOf } from './minimal-governance.ts';

/** Line of the first line that holds `part`, counted from 1. */
function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

const manyMistakes = `
organization: { id: o-exampleorg1, name: Example, managementAccountId: 012345678901 }
hub: { accountId: "999988887777", region: us-east-1 }
audits: { minimumRetentionDays: 30 }
audit: { minimumRetentionDays: 365 }
models:
  claude-sonnet:
    id: anthropic.claude-sonnet-4-5-20250929-v1:0
    regions: [us-east-1]
    maxOutputTokens: lots
    price: { version: "2026-11-02", inputPerMillion: 3, outputPerMillion: 15, cacheReadPerMillion: 0, cacheWritePerMillion: 0 }
guardrails:
  basic: { identifier: gr1a2b3c4d5e, version: 1 }
applications:
  desk:
    description: A desk
    owner: desk@example.com
    account: "111122223333"
    callers: [arn:aws:iam::444455556666:role/desk]
    purposes: [answering]
    defaultPurpose: anwsering
    modles: [claude-sonnet]
    models: [claude-sonet]
    guardrail: basics
    limits: { maxOutputTokens: 1000 }
    screening: { input: { EMIAL: mask }, output: {} }
    retentionDays: 30
    retentionDays: 400
`;

describe('loadGovernance on a file with many mistakes', () => {
  const problems = problemsOf(manyMistakes);

  it.each([
    ['organization.managementAccountId', 'managementAccountId'],
    ['audits', 'audits:'],
    ['models.claude-sonnet.maxOutputTokens', 'lots'],
    ['applications.desk.callers[0]', 'callers:'],
    ['applications.desk.defaultPurpose', 'defaultPurpose:'],
    ['applications.desk.modles', 'modles:'],
    ['applications.desk.models[0]', 'claude-sonet]'],
    ['applications.desk.guardrail', 'guardrail: basics'],
    ['applications.desk.screening.input.EMIAL', 'EMIAL'],
    ['applications.desk.retentionDays', 'retentionDays: 30'],
    ['applications.desk.retentionDays', 'retentionDays: 400'],
  ])('reports %s at its line', (path, mark) => {
    const line = lineOf(manyMistakes, mark);
    expect(problems.filter((problem) => problem.path === path && problem.line === line)).toHaveLength(1);
  });

  it('reports nothing else', () => {
    expect(problems).toHaveLength(11);
  });

  it('reports them in the order of the file', () => {
    const lines = problems.map((problem) => problem.line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });

  it('points at the column of the value, or of the key where the key is what is wrong', () => {
    const at = (path: string) => problems.find((problem) => problem.path === path)?.column;
    expect(at('applications.desk.modles')).toBe(5);
    expect(at('applications.desk.models[0]')).toBe(14);
  });

  it.each([
    ['applications.desk.modles', "Did you mean 'models'?"],
    ['applications.desk.models[0]', "Did you mean 'claude-sonnet'?"],
    ['applications.desk.guardrail', "Did you mean 'basic'?"],
    ['applications.desk.defaultPurpose', "Did you mean 'answering'?"],
    ['applications.desk.screening.input.EMIAL', "Did you mean 'EMAIL'?"],
    ['audits', "Did you mean 'audit'?"],
  ])('suggests for %s: %s', (path, hint) => {
    expect(problems.find((problem) => problem.path === path)?.remedy).toContain(hint);
  });

  it('says where a duplicate key stood first', () => {
    const duplicate = problems.find((problem) => problem.found === "the key 'retentionDays' again");
    expect(duplicate?.message).toContain(`line ${lineOf(manyMistakes, 'retentionDays: 30')} `);
  });

  it('keeps the leading zero in the advice to quote an account id', () => {
    expect(problems[0]?.remedy).toContain('"012345678901"');
  });
});

describe('loadGovernance', () => {
  it('accepts the minimal file', () => {
    expect(load(minimalGovernance()).ok).toBe(true);
  });

  it('answers the configuration with defaults filled in', () => {
    const result = load(minimalGovernance());
    expect(result.ok && result.config.applications.desk?.operations).toHaveLength(5);
  });

  it('says at the enclosing key that a field is missing', () => {
    const governance = minimalGovernance();
    Reflect.deleteProperty(governance.applications.desk ?? {}, 'owner');
    expect(onlyProblem(governance)).toMatchObject({ path: 'applications.desk.owner', found: 'nothing', column: 3 });
  });

  it('checks an application with a bad name all the same', () => {
    const governance = minimalGovernance();
    const { desk } = governance.applications;
    governance.applications = { Bad_Name: { ...desk, retentionDays: 'long' } as never };
    expect(problemsOf(governance).map((problem) => problem.path)).toEqual([
      'applications.Bad_Name',
      'applications.Bad_Name.retentionDays',
    ]);
  });

  it.each(['Desk', 'a_b', '-desk', 'desk-', 'd'.repeat(41), 'constructor', 'a/b', '1desk'])(
    'refuses the application name %j',
    (name) => {
      const governance = minimalGovernance();
      const { desk } = governance.applications;
      governance.applications = desk === undefined ? {} : { [name]: desk };
      expect(onlyProblem(governance).found).toContain('the name');
    },
  );

  it('reports the first thousand problems of a file that has more', () => {
    const text = Array.from({ length: 3000 }, (_, index) => `key${index}: 1`).join('\n');
    expect(problemsOf(text)).toHaveLength(1000);
  });

  it('says what is expected of an empty file', () => {
    expect(onlyProblem('# nothing here\n')).toMatchObject({ path: '', found: 'nothing' });
  });
});

describe('loadGovernance on hostile text', () => {
  it('refuses a text of more than a million bytes unread', () => {
    expect(onlyProblem('é'.repeat(500_001))).toMatchObject({ line: 1, column: 1, found: '1000002 bytes' });
  });

  it('reports broken syntax at its line, with what else can be told', () => {
    const problems = problemsOf('hub:\n  region: us-east-1\n bad: [1\nmodles: 1\n');
    expect(problems.some(({ found, line }) => found === 'YAML that cannot be read' && line >= 3)).toBe(true);
    expect(problems.some(({ path }) => path === 'hub')).toBe(false);
  });

  it('reports a prototype key at its line and puts nothing on any prototype', () => {
    const problems = problemsOf(
      'models:\n  __proto__: { polluted: true }\nguardrails: {}\n"__proto__": { polluted: true }\n',
    );
    const lines = problems.filter(({ found }) => found === "the key '__proto__'").map(({ line }) => line);
    expect(lines).toEqual([2, 4]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('stops at an alias bomb with a single problem', () => {
    const names = [...'abcdefghi'];
    const bomb = names.map((name, index) => {
      const items = index === 0 ? Array(9).fill('x') : Array(9).fill(`*${names[index - 1]}`);
      return `${name}: &${name} [${items.join(', ')}]`;
    });
    expect(onlyProblem(bomb.join('\n')).found).toContain('more than 200000 values');
  });

  it('reports an alias within the value that it repeats', () => {
    const problems = problemsOf('platformRules: &rules [*rules]\n');
    expect(problems.some(({ message }) => message.includes('inside the value that it repeats'))).toBe(true);
  });

  it('reports an alias without an anchor', () => {
    const problems = problemsOf('platformRules: *rules\n');
    expect(problems.some(({ message }) => message.includes('anchor is not set'))).toBe(true);
  });

  it('reads honest aliases', () => {
    const { applications, ...rest } = minimalGovernance();
    const text = `${JSON.stringify(rest).slice(0, -1)}, "applications": {"desk": &desk ${JSON.stringify(applications.desk)}, "other": *desk}}`;
    expect(loadGovernance(text, 'governance.yaml').ok).toBe(true);
  });

  it.each([
    ['lists', '['.repeat(20_000)],
    ['closed lists', `a: ${'['.repeat(500)}${']'.repeat(500)}`],
    ['block lists', '- '.repeat(20_000)],
    ['maps', '{a: '.repeat(20_000)],
  ])('reports %s nested without end as one problem', (_what, text) => {
    expect(onlyProblem(text).message).toContain('64 deep');
  });

  it('reports numbers that JSON does not know', () => {
    const governance = minimalGovernance();
    Object.assign(governance.applications.desk ?? {}, { outputSchema: { maximum: Number.POSITIVE_INFINITY } });
    expect(onlyProblem(governance).path).toBe('applications.desk.outputSchema.maximum');
  });

  it('reports half a surrogate pair, which has no canonical JSON', () => {
    const text = JSON.stringify(minimalGovernance()).replace('"A desk"', '"A \\uD800 desk"');
    expect(onlyProblem(text)).toMatchObject({ path: 'applications.desk.description', found: 'text' });
  });

  it.each(['404: 1', 'true: 1', '? [a]\n: 1', '? {a: 1}\n: 1'])('reports the key of %j, which is no text', (text) => {
    expect(problemsOf(text).some(({ message }) => message === 'where a key must be text')).toBe(true);
  });

  it('does not let a directive or a tag change what values mean', () => {
    const problems = problemsOf('%YAML 1.1\n---\norganization: !!binary aGk=\nplatformRules: [yes]\n');
    expect(problems.some(({ message }) => message.includes('Unresolved tag'))).toBe(true);
    expect(problems.some(({ path }) => path.startsWith('platformRules'))).toBe(false);
  });

  it('refuses a second document', () => {
    expect(problemsOf('a: 1\n---\nb: 2\n').some(({ message }) => message.includes('multiple documents'))).toBe(true);
  });

  it('quotes no control characters of the file', () => {
    const problems = problemsOf('"\\u001b[31mx": 1\n"a\\u202e": *x\nmodels: { "\\u0007": 1 }\n');
    expect(JSON.stringify(problems)).not.toMatch(/\\u001b|\\u0007|\u202e/);
  });
});
