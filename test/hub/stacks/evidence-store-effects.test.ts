import { describe, expect, it } from 'vitest';
import { arnOf, cfn, evidence, may, policies } from './evidence.fixture.ts';

describe('the tables', () => {
  const records = 'arn:aws:dynamodb:us-east-1:999988887777:table/gatehouse-records';
  const ledger = 'arn:aws:dynamodb:us-east-1:999988887777:table/gatehouse-ledger';
  const everybody = ['Administrator', 'gatehouse-gateway', 'gatehouse-sweeper', 'gatehouse-break-glass', cfn];

  it.each([
    'DeleteItem',
    'UpdateItem',
    'BatchWriteItem',
    'PartiQLUpdate',
    'PartiQLDelete',
    'PartiQLInsert',
    'UpdateTimeToLive',
  ])('nobody may %s records', (operation) => {
    for (const who of everybody) expect(may({ who, action: `dynamodb:${operation}`, on: records })).toBe(false);
  });

  it.each(['DeleteItem', 'BatchWriteItem', 'PartiQLUpdate', 'PartiQLDelete', 'PartiQLInsert', 'UpdateTimeToLive'])(
    'nobody may %s in the ledger',
    (operation) => {
      for (const who of everybody) expect(may({ who, action: `dynamodb:${operation}`, on: ledger })).toBe(false);
    },
  );

  it.each([
    ['gatehouse-gateway', true],
    ['gatehouse-job-worker', true],
    ['gatehouse-sweeper', true],
    ['gatehouse-prompt-handler', false],
    ['gatehouse-response-filter', false],
    ['gatehouse-auditor', false],
    ['Administrator', false],
  ])('%s may write: %s', (who, allowed) => {
    expect(may({ who, action: 'dynamodb:PutItem', on: records })).toBe(allowed);
    expect(may({ who, action: 'dynamodb:UpdateItem', on: ledger })).toBe(allowed);
  });

  it.each([records, ledger])('%s is deleted by break-glass alone, and changed by the deployment besides', (on) => {
    const who = 'gatehouse-break-glass';
    expect(may({ action: 'dynamodb:DeleteTable', on })).toBe(false);
    expect(may({ who: cfn, action: 'dynamodb:DeleteTable', on })).toBe(false);
    expect(may({ who, action: 'dynamodb:DeleteTable', on })).toBe(true);
    for (const action of ['dynamodb:UpdateTable', 'dynamodb:PutResourcePolicy', 'dynamodb:UpdateContinuousBackups']) {
      expect(may({ action, on })).toBe(false);
      expect(may({ who: cfn, action, on })).toBe(true);
    }
  });

  it.each(['dynamodb:GetItem', 'dynamodb:Query'])('leave %s to the readers’ own policies', (action) => {
    expect(may({ who: 'gatehouse-auditor', action, on: records })).toBe(true);
  });
});

describe('the table of data keys', () => {
  const table = 'arn:aws:dynamodb:us-east-1:999988887777:table/gatehouse-data-keys';
  const everybody = [
    ...['gateway', 'job-worker', 'console', 'eraser', 'prompt-handler', 'response-filter', 'sealer', 'sweeper'],
    ...['auditor', 'platform', 'break-glass'],
  ].map((name) => `gatehouse-${name}`);
  const whoMay = (operation: string) =>
    [...everybody, 'Administrator', cfn].filter((who) => may({ who, action: `dynamodb:${operation}`, on: table }));

  it('takes keys from those who keep content', () => {
    expect(whoMay('PutItem')).toEqual(['gatehouse-gateway', 'gatehouse-job-worker']);
  });

  it('lets the eraser alone delete one', () => {
    expect(whoMay('DeleteItem')).toEqual(['gatehouse-eraser']);
  });

  it.each(['UpdateItem', 'BatchWriteItem', 'PartiQLUpdate', 'PartiQLDelete', 'PartiQLInsert', 'UpdateTimeToLive'])(
    'lets nobody %s',
    (operation) => {
      expect(whoMay(operation)).toEqual([]);
    },
  );

  it.each(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect'])(
    'hands a key by %s to nobody who would not need it: a copy would outlive its erasure',
    (operation) => {
      expect(whoMay(operation)).toEqual(
        ['gateway', 'job-worker', 'console', 'eraser'].map((name) => `gatehouse-${name}`),
      );
    },
  );

  it.each(['CreateBackup', 'ExportTableToPointInTime', 'RestoreTableToPointInTime', 'DeleteTable'])(
    'lets break-glass alone %s',
    (operation) => {
      expect(whoMay(operation)).toEqual(['gatehouse-break-glass']);
    },
  );
});

describe('the keys', () => {
  const content = arnOf('AWS::KMS::Key', 'KeysContent');
  const signing = arnOf('AWS::KMS::Key', 'KeysSigning');
  const commitment = arnOf('AWS::KMS::Key', 'KeysCommitment');
  const ed25519 = { 'kms:SigningAlgorithm': 'ED25519_SHA_512' };
  const sha256 = { 'kms:MacAlgorithm': 'HMAC_SHA_256' };
  const roles = [
    'gatehouse-sealer',
    'gatehouse-gateway',
    'gatehouse-auditor',
    'gatehouse-prompt-handler',
    'gatehouse-break-glass',
    'Administrator',
  ];
  const whoMay = (action: string, on: string, context: Record<string, string>) =>
    roles.filter((who) => may({ who, action, on, context }));

  it('for signing: the sealer signs; the sealer and auditors check', () => {
    expect(whoMay('kms:Sign', signing, ed25519)).toEqual(['gatehouse-sealer']);
    expect(whoMay('kms:Verify', signing, {})).toEqual(['gatehouse-sealer', 'gatehouse-auditor']);
    expect(whoMay('kms:Sign', signing, { 'kms:SigningAlgorithm': 'ED25519_PH_SHA_512' })).toEqual([]);
  });

  it('for content: the gateway wraps data keys and unwraps them, auditors unwrap, and each is bound to its subject', () => {
    const application = { 'kms:EncryptionContext:gatehouse:application': 'claims' };
    const bound = { ...application, 'kms:EncryptionContext:gatehouse:data-key': '0'.repeat(32) };
    expect(whoMay('kms:GenerateDataKey', content, bound)).toEqual(['gatehouse-gateway']);
    expect(whoMay('kms:Decrypt', content, bound)).toEqual(['gatehouse-gateway', 'gatehouse-auditor']);
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'])
      for (const loose of [{}, application]) expect(whoMay(action, content, loose)).toEqual([]);
  });

  it('for commitments: the gateway makes them, auditors check them', () => {
    expect(whoMay('kms:GenerateMac', commitment, sha256)).toEqual(['gatehouse-gateway']);
    expect(whoMay('kms:VerifyMac', commitment, sha256)).toEqual(['gatehouse-auditor']);
  });

  it.each([content, signing, commitment])('%s is opened to nobody by a grant', (on) => {
    for (const who of [...roles, cfn]) expect(may({ who, action: 'kms:CreateGrant', on })).toBe(false);
  });

  it.each([content, signing, commitment])('%s is disabled and deleted by break-glass alone', (on) => {
    for (const action of ['kms:ScheduleKeyDeletion', 'kms:DisableKey'])
      expect([...roles, cfn].filter((who) => may({ who, action, on }))).toEqual(['gatehouse-break-glass']);
  });

  it('have the specification that the partition has', () => {
    const specs = (from: typeof policies) =>
      from.everything
        .filter(({ logicalId }) => logicalId.startsWith('Keys'))
        .flatMap(({ properties }) => properties.KeySpec ?? []);
    expect(specs(policies)).toEqual(['ECC_NIST_EDWARDS25519', 'HMAC_256']);
    const sovereign = evidence({}, { region: 'eusc-de-east-1', partition: 'aws-eusc' });
    expect(specs(sovereign.policies)).toEqual(['ECC_NIST_P256', 'HMAC_256']);
    expect(JSON.stringify(sovereign.stacks)).toContain('ECDSA_SHA_256');
    expect(JSON.stringify(sovereign.stacks)).not.toContain('arn:aws:');
  });
});
