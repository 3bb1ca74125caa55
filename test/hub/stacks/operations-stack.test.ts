import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { examplePolicy } from '../local/policy.fixture.ts';
import { addOperations } from './operations.fixture.ts';
import { decide, synthesizeStacks } from './synthesize.ts';

const stacks = synthesizeStacks((app) => void addOperations(app));
const policies = synthesizedPolicies(stacks);
const template = Template.fromJSON({ ...stacks.find(({ name }) => name === 'GatehouseOperations')!.template });
const arnOf = (type: string, part: string) =>
  policies.everything.find(
    (one) => one.type === type && one.stack === 'GatehouseOperations' && one.logicalId.startsWith(part),
  )!.identity.arn;
const secure = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

describe('the alarms', () => {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

  it('ring and fall silent at the topic, and say where the runbook speaks of them', () => {
    const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
    expect(alarms.length).toBeGreaterThanOrEqual(14);
    for (const { AlarmName, AlarmActions, OKActions, AlarmDescription, TreatMissingData } of alarms) {
      expect([AlarmName, AlarmActions, OKActions]).toEqual([AlarmName, [{ Ref: topic }], [{ Ref: topic }]]);
      expect(AlarmDescription).toContain(`RUNBOOK.md#${AlarmName}`);
      expect(TreatMissingData).toBe('notBreaching');
    }
  });

  it('add up what comes from several sources, of which each may be silent', () => {
    const orphans = alarms.find(({ AlarmName }) => AlarmName === 'gatehouse-orphaned-intents');
    expect(orphans.Metrics).toEqual(
      expect.arrayContaining([expect.objectContaining({ Expression: 'FILL(m0, 0) + FILL(m1, 0)' })]),
    );
  });

  it('hear of the trail under names that functions cannot write to', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::Logs::MetricFilter')))
      expect(Properties.MetricTransformations[0].MetricNamespace).toBe('Gatehouse/Trail');
  });
});

describe('the topic', () => {
  const topic = arnOf('AWS::SNS::Topic', 'AlarmTopic');
  const publish = (principal: string, context: Record<string, string>) =>
    decide(policies, {
      principal: { arn: principal },
      action: 'sns:Publish',
      resource: topic,
      context: { ...secure, ...context },
    }).allowed;

  it('takes alarms of this account alone, and events of rules', () => {
    expect(publish('cloudwatch.amazonaws.com', { 'aws:SourceAccount': '999988887777' })).toBe(true);
    expect(publish('cloudwatch.amazonaws.com', { 'aws:SourceAccount': '111122223333' })).toBe(false);
    expect(publish('events.amazonaws.com', {})).toBe(true);
  });

  it('takes none of other services, and none without TLS', () => {
    expect(publish('lambda.amazonaws.com', { 'aws:SourceAccount': '999988887777' })).toBe(false);
    const context = { 'aws:SourceAccount': '999988887777', 'aws:SecureTransport': 'false' };
    expect(publish('cloudwatch.amazonaws.com', context)).toBe(false);
  });

  it('is encrypted, and reaches the addresses of the configuration', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    const { operations } = examplePolicy().hub;
    const alarmAddresses = ['genai-on-call@example.com', 'security@example.com'];
    const told = synthesizeStacks(
      (app) => void addOperations(app, { operations: { ...operations, alarmAddresses } }),
    ).find(({ name }) => name === 'GatehouseOperations')!;
    const subscriptions = Template.fromJSON({ ...told.template }).findResources('AWS::SNS::Subscription');
    expect(Object.values(subscriptions).map(({ Properties }) => [Properties.Protocol, Properties.Endpoint])).toEqual([
      ['email', 'genai-on-call@example.com'],
      ['email', 'security@example.com'],
    ]);
  });
});

describe('alarms that reach nobody', () => {
  it('are named at synth, with the setting', () => {
    const app = new App({ context: JSON.parse(readFileSync('cdk.json', 'utf8')).context });
    const { node } = addOperations(app, { operations: examplePolicy().hub.operations });
    const said = node.findAll().flatMap((child) => child.node.metadata.map(({ data }) => String(data)));
    expect(said.filter((text) => text.includes('hub.operations.alarmAddresses'))).toHaveLength(1);
  });
});

describe('danger to a key', () => {
  it('is told at once', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'gatehouse-key-danger',
      EventPattern: {
        source: ['aws.kms'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: ['DisableKey', 'ScheduleKeyDeletion', 'DisableKeyRotation', 'DeleteImportedKeyMaterial'],
        },
      },
      Targets: [Match.objectLike({ InputTransformer: Match.anyValue() })],
    });
  });
});

describe('the trail', () => {
  it('is of every Region, signed, encrypted and on', () => {
    template.hasResourceProperties('AWS::CloudTrail::Trail', {
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      KMSKeyId: Match.anyValue(),
    });
  });

  it('has every access to evidence and rules, to tables and to functions', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::CloudTrail::Trail')) as [
      { Properties: { AdvancedEventSelectors: { Name: string; FieldSelectors: { Field: string }[] }[] } },
    ];
    const selectors = Properties.AdvancedEventSelectors;
    expect(selectors.map(({ Name }) => Name)).toEqual(['Management', 'Objects', 'Items', 'Invocations']);
    const beginnings = (name: string) => selectors.find(({ Name }) => Name === name)?.FieldSelectors[2];
    expect(beginnings('Objects')).toMatchObject({
      StartsWith: [expect.anything(), 'arn:aws:s3:::gatehouse-policy-999988887777-us-east-1/'],
    });
    expect(beginnings('Items')).toMatchObject({
      StartsWith: ['arn:aws:dynamodb:us-east-1:999988887777:table/gatehouse-'],
    });
    expect(beginnings('Invocations')).toMatchObject({
      StartsWith: ['arn:aws:lambda:us-east-1:999988887777:function:gatehouse-'],
    });
    // Reads as well as writes: a selector that names `readOnly` would leave out the others.
    expect(JSON.stringify(selectors)).not.toContain('readOnly');
  });

  it('tells CloudWatch Logs, where it is kept as long as configured', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/gatehouse/trail', RetentionInDays: 365 });
  });
});

describe('the roles of the stack', () => {
  const roles = policies.roles.filter(({ stack }) => stack === 'GatehouseOperations');

  it('are assumed by their services alone, for this account', () => {
    const services = roles.map(({ trust }) => JSON.stringify(trust.document.statements));
    expect(services.filter((text) => text.includes('cloudtrail.amazonaws.com'))).toHaveLength(1);
    expect(services.filter((text) => text.includes('bedrock.amazonaws.com'))).toHaveLength(1);
    expect(roles).toHaveLength(2);
    for (const text of services) expect(text).toContain('999988887777');
  });

  it('write to their own log groups, and do nothing else', () => {
    const trailStream =
      'arn:aws:logs:us-east-1:999988887777:log-group:/gatehouse/trail:log-stream:999988887777_CloudTrail_us-east-1';
    const modelStream =
      'arn:aws:logs:us-east-1:999988887777:log-group:/gatehouse/model-invocations:log-stream:aws/bedrock/modelinvocations';
    const may = (roleArn: string, action: string, resource: string) =>
      decide(policies, {
        principal: { arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/s`, roleArn },
        action,
        resource,
        context: secure,
      }).allowed;
    const [trail, models] = ['Trail', 'ModelInvocations'].map(
      (part) => roles.find(({ logicalId }) => logicalId.startsWith(part))!.arn,
    );
    expect(may(trail!, 'logs:PutLogEvents', trailStream)).toBe(true);
    expect(may(models!, 'logs:PutLogEvents', modelStream)).toBe(true);
    expect(may(trail!, 'logs:PutLogEvents', modelStream)).toBe(false);
    expect(may(models!, 'logs:PutLogEvents', trailStream)).toBe(false);
    for (const role of [trail!, models!])
      for (const action of ['logs:DeleteLogGroup', 'logs:DeleteLogStream', 'logs:PutRetentionPolicy'])
        expect(may(role, action, trailStream) || may(role, action, modelStream)).toBe(false);
  });
});

describe('the log of model invocations', () => {
  it('is to be turned on without any content', () => {
    const value = JSON.stringify(template.findOutputs('ModelInvocationLogging'));
    for (const kind of ['text', 'image', 'embedding', 'video'])
      expect(value).toContain(`\\"${kind}DataDeliveryEnabled\\":false`);
    expect(value).toContain('/gatehouse/model-invocations');
  });
});

describe('queries', () => {
  it('leave their results, encrypted, where nobody but the workgroup chooses', () => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'gatehouse-audit',
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 107_374_182_400,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      },
    });
  });

  it('have tables of the inventory, the accesses and the trail', () => {
    const tables = Object.values(template.findResources('AWS::Glue::Table')).map(({ Properties }) => Properties);
    expect(tables.map(({ TableInput }) => TableInput.Name)).toEqual([
      'evidence_inventory',
      'evidence_accesses',
      'trail',
    ]);
    for (const { DatabaseName } of tables) expect(DatabaseName).toHaveProperty('Ref');
  });
});

describe('the dashboard', () => {
  const [{ Properties }] = Object.values(template.findResources('AWS::CloudWatch::Dashboard')) as [
    { Properties: { DashboardBody: unknown } },
  ];
  const body = JSON.stringify(Properties.DashboardBody);

  it('asks its three questions from the top', () => {
    const places = ['Is it healthy?', 'Who spends what?', 'What was blocked?'].map((title) => body.indexOf(title));
    expect(places[0]).toBeGreaterThan(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it('shows every alarm, and searches for applications, models, codes and types', () => {
    expect((body.match(/Fn::GetAtt/g) ?? []).length).toBeGreaterThanOrEqual(14);
    for (const found of ['Gatehouse,application', 'Gatehouse,model', 'Gatehouse,outcome', 'Gatehouse,code'])
      expect(body).toContain(`SEARCH('{${found}} MetricName=`);
    expect(body).toContain('MetricName=blocked');
  });
});

describe('traces', () => {
  it('are grouped: all, those with a fault, those that were slow', () => {
    const groups = Object.values(template.findResources('AWS::XRay::Group')).map(({ Properties: group }) => [
      group.GroupName,
      group.FilterExpression,
    ]);
    expect(groups).toEqual([
      ['gatehouse', 'service("gatehouse-gateway")'],
      ['gatehouse-faults', 'service("gatehouse-gateway") AND fault = true'],
      ['gatehouse-slow', 'service("gatehouse-gateway") AND responsetime >= 20'],
    ]);
  });
});
