import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagram } from '../../../pipelines/diagram/diagram.ts';
import { hubDiagram } from '../../../pipelines/diagram/hub-diagram.ts';
import { hubScene } from '../../../pipelines/policy/hub-scene.ts';
import { readHub } from '../../../pipelines/policy/read-hub.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { examplePolicy } from '../../hub/local/policy.fixture.ts';
import { allowing, stackOf, trustLambda } from '../policy/stacks.fixture.ts';

const table = 'arn:aws:dynamodb:us-east-1:111122223333:table/gatehouse-records';

/** A function that may read, and perhaps write, a table. */
function drawn(actions: readonly string[]): Diagram {
  const stack = stackOf({
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'gatehouse-gateway',
        AssumeRolePolicyDocument: trustLambda,
        Policies: [{ PolicyName: 'p', PolicyDocument: allowing(actions, table) }],
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'gatehouse-gateway', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    },
    Helper: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'CustomResourceProvider', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    },
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'gatehouse-records' } },
    JournalBucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  });
  return hubDiagram(hubScene(synthesizedPolicies([stack]), examplePolicy()));
}

const arrows = ({ edges }: Diagram) => edges.map(({ from, to, label }) => `${from} ${label} ${to}`);

describe('the diagram of some templates', () => {
  it('draws what policies allow, and nothing that they do not', () => {
    const reads = 'Hub_gatehouse_gateway reads Hub_table_gatehouse_records';
    const writes = 'Hub_gatehouse_gateway writes Hub_table_gatehouse_records';
    expect(arrows(drawn(['dynamodb:GetItem']))).toEqual([reads]);
    expect(arrows(drawn(['dynamodb:GetItem', 'dynamodb:PutItem']))).toEqual([reads, writes]);
    expect(arrows(drawn(['s3:GetObject']))).toEqual([]);
  });

  it('leaves out what the CDK brings along and buckets that are written about others', () => {
    const labels = drawn([]).nodes.map(({ label }) => label);
    expect(labels).toEqual(['gatehouse-gateway', 'table gatehouse-records', 'foundation models']);
  });
});

describe('the diagram of the example organization', { timeout: 60_000 }, () => {
  let diagram: Diagram;
  beforeAll(() => {
    diagram = hubDiagram(readHub('governance.yaml'));
  }, 60_000);

  it('can be taken in at a look', () => {
    expect(diagram.nodes.length).toBeLessThanOrEqual(40);
    expect(new Set(diagram.nodes.map(({ id }) => id)).size).toBe(diagram.nodes.length);
  });

  it('shows the chain: gateway, response filter, prompt handler, invocation roles, models', () => {
    const [gateway, filter, handler] = ['gateway', 'response_filter', 'prompt_handler'].map(
      (name) => `GatehouseFunctions_gatehouse_${name}`,
    );
    const drawnArrows = arrows(diagram);
    expect(drawnArrows).toEqual(
      expect.arrayContaining([
        `${gateway} invokes ${filter}`,
        `${filter} invokes ${handler}`,
        `${handler} assumes invokers`,
        'invokers invokes models',
      ]),
    );
    for (const other of [`${gateway} invokes ${handler}`, `${gateway} assumes invokers`, `${filter} assumes invokers`])
      expect(drawnArrows).not.toContain(other);
  });

  it('has one that invokes models, and one that writes evidence', () => {
    const models = diagram.edges.filter(({ to }) => to === 'models').map(({ from }) => from);
    const evidence = diagram.edges.filter(
      ({ to, label }) => to === 'GatehouseEvidence_bucket_Evidence' && label === 'writes',
    );
    expect(models).toEqual(['invokers']);
    expect([...new Set(evidence.map(({ from }) => from))]).toEqual(['GatehouseFunctions_gatehouse_gateway']);
  });

  it('has arrows between boxes that are there', () => {
    const ids = new Set(diagram.nodes.map(({ id }) => id));
    expect(diagram.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  });
});
