import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GatewayEnv } from '../../../hub/gateway/gateway.env.ts';
import { PromptHandlerEnv } from '../../../hub/prompt-handler/prompt-handler.env.ts';
import { ResponseFilterEnv } from '../../../hub/response-filter/response-filter.env.ts';
import { readAssembly } from '../../../pipelines/policy/read-assembly.ts';
import { hubApp } from '../../../pipelines/policy/synthesize-hub.ts';
import { type SynthesizedPolicies, synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { policyForSynth } from '../../../shared/constructs/policy-for-synth.ts';
import { readEnvironment } from '../../../shared/runtime/read-environment.ts';
import { decide } from './synthesize.ts';

const example = policyForSynth('governance.yaml');
const outdirs: string[] = [];

/** The example organization, with other functions. */
function hubWith(functions: object = {}): { readonly template: Template; readonly outdir: string } {
  const outdir = mkdtempSync(join(tmpdir(), 'gatehouse-functions-'));
  outdirs.push(outdir);
  const file = parse(readFileSync('governance.yaml', 'utf8')) as { readonly hub: object };
  const governance = join(outdir, 'governance.yaml');
  // YAML holds JSON.
  writeFileSync(governance, JSON.stringify({ ...file, hub: { ...file.hub, functions } }));
  const app = hubApp(governance, outdir);
  return { template: Template.fromStack(app.node.findChild('GatehouseFunctions') as Stack), outdir };
}

let template: Template;
let outdir: string;
let policies: SynthesizedPolicies;
beforeAll(() => {
  ({ template, outdir } = hubWith());
  policies = synthesizedPolicies(readAssembly(outdir));
});
afterAll(() => {
  for (const directory of outdirs) rmSync(directory, { recursive: true, force: true });
});

const names = ['gatehouse-gateway', 'gatehouse-prompt-handler', 'gatehouse-response-filter'];
const functionsOf = (of: Template) =>
  Object.values(of.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);

describe('the three functions', { timeout: 120_000 }, () => {
  it('are named, and run on the pinned runtime for as long as a call may last', () => {
    expect(
      functionsOf(template)
        .map(({ FunctionName }) => FunctionName)
        .toSorted(),
    ).toEqual(names);
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: 900,
      TracingConfig: { Mode: 'Active' },
      ReservedConcurrentExecutions: 100,
      KmsKeyArn: Match.anyValue(),
      DeadLetterConfig: { TargetArn: Match.anyValue() },
    });
  });

  it('are in the isolated subnets, in the security group for functions', () => {
    for (const { VpcConfig } of functionsOf(template)) {
      expect(VpcConfig.SubnetIds).toHaveLength(2);
      expect(JSON.stringify(VpcConfig.SecurityGroupIds)).toMatch(/GatehouseNetwork.*FunctionsGroup/);
    }
  });

  it('serve under an alias of an immutable version, which keeps nothing started by default', () => {
    const aliases = Object.values(template.findResources('AWS::Lambda::Alias')).map(({ Properties }) => Properties);
    expect(aliases.map(({ Name }) => Name)).toEqual(['live', 'live', 'live']);
    for (const { FunctionVersion, ProvisionedConcurrencyConfig } of aliases) {
      expect(FunctionVersion['Fn::GetAtt'][1]).toBe('Version');
      expect(ProvisionedConcurrencyConfig).toBeUndefined();
    }
  });

  it('are as large, as many and as warm as configured, and signed where there is a configuration for it', () => {
    const codeSigningConfig = 'arn:aws:lambda:us-east-1:999988887777:code-signing-config:csc-0a1b2c3d4e5f60718';
    const memoryMegabytes = { gateway: 1024, promptHandler: 3538, responseFilter: 2048 };
    const changed = hubWith({ memoryMegabytes, concurrentCalls: 40, warmCalls: 5, codeSigningConfig }).template;
    const sizes = functionsOf(changed).map(({ FunctionName, MemorySize }) => [FunctionName, MemorySize]);
    expect(Object.fromEntries(sizes)).toEqual({
      'gatehouse-gateway': 1024,
      'gatehouse-prompt-handler': 3538,
      'gatehouse-response-filter': 2048,
    });
    changed.allResourcesProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: 40,
      CodeSigningConfigArn: codeSigningConfig,
    });
    changed.allResourcesProperties('AWS::Lambda::Alias', {
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 },
    });
    expect(functionsOf(template).map(({ CodeSigningConfigArn }) => CodeSigningConfigArn)).toEqual(
      names.map(() => undefined),
    );
  });

  it('have a log each: encrypted, kept as long as configured, masked, and left behind', () => {
    const logs = Object.values(template.findResources('AWS::Logs::LogGroup'));
    expect(logs.map(({ Properties }) => Properties.LogGroupName).toSorted()).toEqual(
      names.map((name) => `/aws/lambda/${name}`),
    );
    for (const { Properties, DeletionPolicy } of logs) {
      expect([DeletionPolicy, Properties.RetentionInDays]).toEqual(['Retain', 365]);
      expect(Properties.KmsKeyId).toBeDefined();
      const [audit, mask] = Properties.DataProtectionPolicy.Statement;
      expect(audit.Operation.Audit).toEqual({ FindingsDestination: {} });
      expect(mask.Operation.Deidentify).toEqual({ MaskConfig: {} });
      expect(mask.DataIdentifier).toEqual(audit.DataIdentifier);
      expect(JSON.stringify(mask.DataIdentifier)).toContain('data-identifier/EmailAddress');
    }
  });

  it('ask nobody twice when they are invoked without waiting, and leave what failed in an encrypted queue', () => {
    template.allResourcesProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
    template.resourceCountIs('AWS::Lambda::EventInvokeConfig', 3);
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'gatehouse-dead-letters',
      KmsMasterKeyId: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      }),
    });
  });

  it('are given an environment that they accept, with nothing that they do not read', () => {
    const schemas = {
      'gatehouse-gateway': GatewayEnv,
      'gatehouse-prompt-handler': PromptHandlerEnv,
      'gatehouse-response-filter': ResponseFilterEnv,
    };
    for (const { identity, properties } of policies.everything.filter(({ type }) => type === 'AWS::Lambda::Function')) {
      const schema = schemas[identity.name as keyof typeof schemas];
      if (schema === undefined) continue;
      const { Variables } = properties.Environment as { Variables: Record<string, string> };
      expect(Object.keys(readEnvironment(schema, Variables)).toSorted()).toEqual(Object.keys(Variables).toSorted());
    }
  });

  it('are assets with a bundle in them, named by its content', () => {
    const assets = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
    const bundles = assets.filter((name) => readdirSync(join(outdir, name)).includes('index.js'));
    expect(bundles.length).toBeGreaterThanOrEqual(3);
    // The prompt handler and the response filter read documents.
    expect(bundles.filter((name) => readdirSync(join(outdir, name)).includes('document-worker.js'))).toHaveLength(2);
  });
});

describe('the roles of the functions', () => {
  const hub = '999988887777';
  const inside = (name: string) => ({
    'lambda:SourceFunctionArn': `arn:aws:lambda:us-east-1:${hub}:function:${name}`,
    'aws:PrincipalOrgID': 'o-exampleorg1',
  });
  const ask = (name: string, action: string, resource: string, context: Record<string, string> = {}) =>
    decide(policies, {
      principal: { arn: `arn:aws:sts::${hub}:assumed-role/${name}/${name}` },
      action,
      resource,
      context,
    }).allowed;
  const queue = `arn:aws:sqs:us-east-1:${hub}:gatehouse-dead-letters`;
  const tls = { 'aws:SecureTransport': 'true' };

  it.each(names)('%s: Lambda may make its interfaces and leave its dead letters, its own code may not', (name) => {
    const network = `arn:aws:ec2:us-east-1:${hub}:network-interface/eni-1`;
    expect(ask(name, 'ec2:CreateNetworkInterface', network)).toBe(true);
    expect(ask(name, 'ec2:CreateNetworkInterface', network, inside(name))).toBe(false);
    expect(ask(name, 'ec2:DescribeSubnets', '*', inside(name))).toBe(false);
    expect(ask(name, 'sqs:SendMessage', queue, tls)).toBe(true);
    expect(ask(name, 'sqs:SendMessage', queue, { ...tls, ...inside(name) })).toBe(false);
  });

  it.each(names)('%s writes its own log and no other', (name) => {
    const log = (of: string) => `arn:aws:logs:us-east-1:${hub}:log-group:/aws/lambda/${of}:log-stream:s`;
    expect(ask(name, 'logs:PutLogEvents', log(name), inside(name))).toBe(true);
    for (const other of names.filter((each) => each !== name))
      expect([other, ask(name, 'logs:PutLogEvents', log(other))]).toEqual([other, false]);
  });

  it('ask one another in one direction, by the alias alone', () => {
    const live = (name: string) => `arn:aws:lambda:us-east-1:${hub}:function:${name}:live`;
    const may = names.flatMap((from) =>
      names.filter((to) => ask(from, 'lambda:InvokeFunction', live(to))).map((to) => `${from} → ${to}`),
    );
    expect(may).toEqual([
      'gatehouse-gateway → gatehouse-response-filter',
      'gatehouse-response-filter → gatehouse-prompt-handler',
    ]);
    const bare = `arn:aws:lambda:us-east-1:${hub}:function:gatehouse-prompt-handler`;
    expect(ask('gatehouse-response-filter', 'lambda:InvokeFunction', bare)).toBe(false);
    expect(ask('gatehouse-response-filter', 'lambda:InvokeFunction', `${bare}:3`)).toBe(false);
  });

  it('can become nobody but applications, and only the prompt handler can', () => {
    const role = `arn:aws:iam::${hub}:role/gatehouse-invoke-claims-assistant`;
    const context = {
      'aws:PrincipalOrgID': 'o-exampleorg1',
      'aws:RequestTag/application': 'claims-assistant',
      'aws:RequestTag/purpose': example.applications['claims-assistant']!.purposes[0]!,
      'sts:RoleSessionName': 'claims-assistant',
      'sts:SourceIdentity': 'user',
    };
    expect(names.map((name) => ask(name, 'sts:AssumeRole', role, context))).toEqual([false, true, false]);
    expect(ask('gatehouse-prompt-handler', 'sts:AssumeRole', `arn:aws:iam::${hub}:role/gatehouse-gateway`)).toBe(false);
  });

  it('use the key of the tables through DynamoDB alone', () => {
    const key = policies.everything.find(
      ({ type, logicalId }) => type === 'AWS::KMS::Key' && logicalId.startsWith('TablesKey'),
    )!.identity.arn;
    const via = { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' };
    expect(ask('gatehouse-prompt-handler', 'kms:Decrypt', key, via)).toBe(true);
    expect(ask('gatehouse-prompt-handler', 'kms:Decrypt', key)).toBe(false);
    expect(ask('gatehouse-prompt-handler', 'kms:Encrypt', key, via)).toBe(false);
    expect(ask('gatehouse-gateway', 'kms:Encrypt', key, via)).toBe(true);
    expect(ask('gatehouse-response-filter', 'kms:Decrypt', key, via)).toBe(false);
  });

  it('are there before the edge, which knows the gateway by name alone', () => {
    const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    expect(artifacts.GatehouseEdge.dependencies).toContain('GatehouseFunctions');
  });
});
