import { beforeAll, describe, expect, it } from 'vitest';
import { broadStatements } from '../../../pipelines/policy/broad-statements.ts';
import { isExpected } from '../../../pipelines/policy/expected-access.ts';
import type { HubScene } from '../../../pipelines/policy/hub-scene.ts';
import { policyTable, type TableRow } from '../../../pipelines/policy/policy-table.ts';
import { renderExplanations, renderTable } from '../../../pipelines/policy/policy-table-view.ts';
import { readHub } from '../../../pipelines/policy/read-hub.ts';
import { tableQuestions } from '../../../pipelines/policy/table-questions.ts';

let scene: HubScene;
let table: readonly TableRow[];
beforeAll(() => {
  scene = readHub('governance.yaml');
  table = policyTable(scene);
});

const waysTo = (name: string) =>
  [':live', ''].map((alias) => `arn:aws:lambda:us-east-1:999988887777:function:gatehouse-${name}${alias}`);
const may = ({ cells }: TableRow) =>
  cells.filter(({ answer }) => answer === 'allow' || answer === 'if').map(({ question }) => question);
const rowsOf = (name: RegExp) => table.filter(({ principal }) => name.test(principal));
const answer = (row: TableRow | undefined, question: string) =>
  row?.cells.find((cell) => cell.question === question)?.answer;

describe('the truth table of the example hub', () => {
  it('has a row for every role of the templates and an answer to every question', () => {
    const roles = table.filter(({ synthesized }) => synthesized).map(({ principal }) => principal);
    expect(roles).toEqual(scene.policies.roles.map(({ name }) => name));
    expect(roles.length).toBeGreaterThanOrEqual(2 * Object.keys(scene.bundle.applications).length);
    for (const { cells } of table)
      expect(cells.map(({ question }) => question)).toEqual(tableQuestions.map(({ id }) => id));
  });

  it('asks about what there is', () => {
    expect(scene.evidenceBuckets).toHaveLength(1);
    expect(scene.recordTables).toHaveLength(1);
    expect(scene.otherTables).toHaveLength(3);
    expect(scene.contentKeys).toHaveLength(3);
    expect(scene.encryptionKeys.length).toBeGreaterThan(scene.contentKeys.length);
    for (const one of ['bundleBuckets', 'commitmentKeys', 'sealKeys', 'signingKeys'] as const)
      expect([one, scene[one].length]).toEqual([one, 1]);
    expect(scene.promptHandlers).toEqual(waysTo('prompt-handler'));
    expect(scene.responseFilters).toEqual(waysTo('response-filter'));
  });

  it('is as expected, cell by cell', () => {
    const surprises = table.flatMap(({ principal, cells }) =>
      cells.filter(({ expected }) => !expected).map(({ question, decided }) => [principal, question, decided?.action]),
    );
    expect(surprises).toEqual([]);
  });

  it('lets each application’s invocation role reach its own models under its guardrail, and nothing else', () => {
    const rows = rowsOf(/^gatehouse-invoke-/);
    expect(rows).toHaveLength(Object.keys(scene.bundle.applications).length);
    for (const row of rows) expect(may(row)).toEqual(['own-model']);
  });

  it('lets each application’s caller role call its own path at most', () => {
    const rows = rowsOf(/^gatehouse-caller-/);
    expect(rows).toHaveLength(Object.keys(scene.bundle.applications).length);
    for (const row of rows) expect(may(row)).toEqual(scene.apis.length === 0 ? [] : ['own-path']);
  });

  it('lets nobody touch retention, whatever policies they have', () => {
    for (const row of table)
      for (const question of ['shorten-retention', 'delete-evidence', 'change-records'])
        expect([row.principal, question, answer(row, question)]).toEqual([row.principal, question, 'deny']);
  });

  it('lets the break-glass role alone change what protects the evidence bucket', () => {
    const able = table.filter((row) => may(row).includes('weaken-bucket')).map(({ principal }) => principal);
    expect(able).toEqual(['(break-glass)']);
  });

  it('lets no role of the templates change roles or keys', () => {
    for (const row of table.filter(({ synthesized }) => synthesized))
      for (const question of ['change-roles', 'change-keys', 'weaken-bucket', 'unguarded', 'other-model', 'other-path'])
        expect([row.principal, question, may(row).includes(question)]).toEqual([row.principal, question, false]);
  });

  it('lets nobody of another organization do anything with what the hub owns', () => {
    const [stranger] = rowsOf(/elsewhere/);
    expect(may(stranger!)).toEqual(['unguarded', 'other-model']);
  });

  it.each([
    [
      'gatehouse-gateway',
      [
        'write-evidence',
        'decrypt',
        'put-record',
        'read-records',
        'change-ledger',
        'write-anything',
        'ask-response-filter',
        'read-bundle',
        'commit',
      ],
    ],
    ['gatehouse-response-filter', ['ask-prompt-handler', 'read-bundle']],
    ['gatehouse-prompt-handler', ['read-records', 'read-bundle', 'become-application', 'seal']],
  ])('lets %s do what it is for, and nothing else', (name, able) => {
    const [row] = rowsOf(new RegExp(`^${name}$`));
    expect(may(row!)).toEqual(able);
  });

  it('lets nobody put rules into force by a policy of the account, and of functions the prompt handler alone seal', () => {
    const able = (question: string) =>
      table.filter((row) => may(row).includes(question)).map(({ principal }) => principal);
    expect(able('publish-bundle')).toEqual([]);
    expect(able('seal')).toEqual(['gatehouse-prompt-handler']);
    expect(able('commit')).toEqual(['gatehouse-gateway']);
  });

  // Of people, too: asserted as soon as a stack makes their roles.
  it.each([
    [
      'gatehouse-prompt-handler',
      ['write-anything', 'write-evidence', 'put-record', 'change-ledger', 'sign', 'commit', 'own-model', 'other-model'],
    ],
    [
      'gatehouse-response-filter',
      ['other-model', 'unguarded', 'become-application', 'write-anything', 'read-records', 'seal', 'decrypt'],
    ],
    [
      'gatehouse-gateway',
      ['other-model', 'unguarded', 'become-application', 'ask-prompt-handler', 'read-content', 'sign'],
    ],
    ['gatehouse-auditor', ['write-anything', 'put-record', 'change-records', 'change-ledger', 'publish-bundle']],
  ])('never lets %s do what is not its to do', (name, forbidden) => {
    for (const question of forbidden) expect(isExpected(name, question)).toBe(false);
    for (const row of rowsOf(new RegExp(`^${name}$`)))
      expect(may(row).filter((question) => forbidden.includes(question))).toEqual([]);
  });

  it('finds no role with too wide a statement', () => {
    expect(scene.policies.roles.flatMap(broadStatements)).toEqual([]);
  });

  it('is printed with its questions and its verdict, and explained by statements', () => {
    const text = renderTable(table, []);
    for (const { principal } of table) expect(text).toContain(principal);
    for (const { asks } of tableQuestions) expect(text).toContain(`may it ${asks}?`);
    expect(text).toContain('Every answer is as expected. No role has a wildcard action on a wildcard resource.');
    const explained = renderExplanations(rowsOf(/^\(break-glass\)$/));
    expect(explained).toMatch(
      /yes {2}weaken what protects the evidence bucket: s3:PutBucket\w+ on arn:aws:s3:::\S+, allowed by statement 0 of AdministratorAccess/,
    );
    expect(explained).toMatch(/- {4}shorten retention: .* denied by statement \d+ \(\w+\) of GatehouseEvidence\//);
  });
});

describe('a table with surprises', () => {
  const row: TableRow = {
    principal: 'somebody',
    synthesized: true,
    cells: tableQuestions.map(({ id }) => ({
      question: id,
      answer: id === 'sign' ? 'allow' : 'none',
      expected: id !== 'sign',
    })),
  };

  it('marks them and counts them', () => {
    const text = renderTable([row], [{ role: 'somebody', policy: 'P', index: 3, finding: 'everything' }]);
    expect(text).toMatch(/somebody.*yes!/);
    expect(text).toContain(
      '1 answers are not as expected (!). Statements too wide:\n  somebody: everything (P, statement 3)',
    );
  });

  it('expects nothing of a role that nobody listed', () => {
    expect(tableQuestions.filter(({ id }) => isExpected('gatehouse-newcomer', id))).toEqual([]);
    expect(isExpected('gatehouse-caller-', 'own-path')).toBe(false);
    expect(isExpected('x-gatehouse-gateway', 'put-record')).toBe(false);
  });
});
