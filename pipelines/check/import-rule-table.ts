/** Who may import whom, as data. Globs over project paths; packages are `npm:name`, built-in modules `node:name`. */
export interface ImportRule {
  readonly name: string;
  /** Completes "imports '…', but …". */
  readonly reason: string;
  readonly remedy: string;
  /** The files that the rule binds. */
  readonly from: readonly string[];
  /** Files among them that it does not bind. */
  readonly except?: readonly string[];
  /** What those files must not import. */
  readonly forbids: readonly string[];
  /** Targets among the forbidden ones that they may import. */
  readonly allows?: readonly string[];
}

/** Files that talk to an AWS service through the SDK, by name. */
const adapters = ['**/*-s3.ts', '{hub,spoke}/*/{dynamodb,bedrock,kms,sqs,lambda,s3,sts}-*.ts', '**/*.lambda.ts'];

/** Files that describe AWS resources with the CDK, by name. */
const constructs = [
  'hub/{audit,cost,jobs,reviews}/*-{bucket,table,queue}.ts',
  '**/*.construct.ts',
  'hub/{stacks,network,edge}/**',
  '{hub,spoke}/app.ts',
];

/** Steps, screening, evidence and cost: what must be provable without an AWS account. */
const pure = [
  'hub/{screening,audit,cost,response-filter,guardrails,reviews}/**',
  'hub/operations/{call,metric,metrics,embedded}-*.ts',
  'hub/gateway/{golden-path,ports,handlers,handlers-in-process}.ts',
  'hub/gateway/{dialects,sigv4,frames}/**',
  'hub/prompt-handler/{prompt-handler,ask-on-record,ask-again,given-to-model,model-call}.ts',
  'scp-policies/**',
  'spoke/access/**',
  'shared/{contract,config,names}/**',
  'shared/*.ts',
];

const sdk = ['npm:@aws-sdk/**'];
const cdk = ['npm:aws-cdk-lib', 'npm:aws-cdk-lib/**', 'npm:constructs', 'npm:cdk-nag', 'npm:@aws-cdk/**'];

export const importRules: readonly ImportRule[] = [
  {
    name: 'hub-is-a-house-of-its-own',
    reason: 'the hub account is deployed without spokes, policies and pipelines',
    remedy: 'Move what both need to shared/.',
    from: ['hub/**'],
    forbids: ['{spoke,scp-policies,pipelines}/**'],
  },
  {
    name: 'spoke-is-a-house-of-its-own',
    reason: 'application accounts install the spoke without the hub, the policies and the pipelines',
    remedy: 'Move what both need to shared/.',
    from: ['spoke/**'],
    forbids: ['{hub,scp-policies,pipelines}/**'],
  },
  {
    name: 'policies-are-a-house-of-their-own',
    reason: 'policies are reviewed and attached without the hub, the spokes and the pipelines',
    remedy: 'Move what both need to shared/.',
    from: ['scp-policies/**'],
    forbids: ['{hub,spoke,pipelines}/**'],
  },
  {
    name: 'shared-knows-nobody',
    reason: 'shared/ is the vocabulary that all others are written in',
    remedy: 'Move this file to the house that it belongs to, or pass in what it needs.',
    from: ['shared/**'],
    forbids: ['{hub,spoke,scp-policies,pipelines}/**'],
  },
  {
    name: 'no-test-code-in-production',
    reason: 'what is deployed must not depend on its tests',
    remedy: 'Move the imported code beside the production code, or this file to test/.',
    from: ['{hub,spoke,scp-policies,pipelines,shared}/**'],
    forbids: ['test/**', '**/*.test.ts', 'npm:vitest', 'npm:vitest/**', 'npm:fast-check'],
  },
  {
    name: 'pure-code-has-no-sdk',
    reason: 'pure code must run, and be proved, without AWS',
    remedy: `Take a port (hub/gateway/ports.ts) and put the AWS call into an adapter named like ${adapters.join(', ')}.`,
    from: pure,
    except: adapters,
    forbids: sdk,
  },
  {
    name: 'pure-code-has-no-adapter',
    reason: 'an adapter would bring the AWS SDK into pure code',
    remedy: 'Take the port that the adapter implements; the entry file chooses the adapter.',
    from: pure,
    except: [...adapters, ...constructs],
    forbids: adapters,
  },
  {
    name: 'only-constructs-have-the-cdk',
    reason: 'the CDK belongs to synthesis and would be bundled into what runs',
    remedy: `Move the resource to a construct, named like ${constructs.join(', ')}.`,
    from: [...pure, ...adapters],
    except: constructs,
    forbids: [...cdk, ...constructs],
  },
  {
    name: 'decisions-do-no-io',
    reason: 'what decides about a request must depend on the request and the policy alone',
    remedy: 'Let the caller read or send, and pass the result in.',
    from: ['hub/screening/**', 'hub/gateway/{dialects,sigv4}/**', 'hub/gateway/golden-path.ts'],
    // Not node:net: it is where isIP lives.
    forbids: ['node:{fs,http,http2,https,tls,dns,dgram,child_process,sqlite}', 'node:{fs,dns}/promises'],
  },
  {
    name: 'client-needs-the-contract-alone',
    reason: 'applications install the client library, and browsers load the page, without the rest of the project',
    remedy: 'Import from shared/contract, or move the type there.',
    from: ['spoke/client/**', 'hub/console/web/**'],
    forbids: ['{hub,spoke,scp-policies,pipelines,shared}/**'],
    allows: ['shared/contract/**', 'spoke/client/**', 'hub/console/web/**'],
  },
];
