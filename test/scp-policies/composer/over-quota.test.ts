import { describe, expect, it } from 'vitest';
import { composePolicies } from '../../../scp-policies/composer/compose-policies.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';
import { deny, request, source } from './composer.fixture.ts';

function faultOf(changes: Parameters<typeof request>[0]): GatehouseFault {
  try {
    composePolicies(request(changes));
  } catch (error) {
    if (error instanceof GatehouseFault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const roles = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:role/spared-${index}`);
const spared = (count: number) =>
  deny({ Sid: 'Spared', Condition: { ArnNotLike: { 'aws:PrincipalArn': roles(count) } } });

describe('a statement that fits into no policy', () => {
  const fault = faultOf({ sources: [source('small', deny()), source('exceptions', spared(250))] });

  it('is named with its policy, its size and the limit', () => {
    const size = JSON.stringify({ ...spared(250), Sid: undefined }).length;
    const room = 10_240 - '{"Version":"2012-10-17","Statement":[]}'.length;
    expect(fault.code).toBe('configuration_invalid');
    expect(fault.message).toContain(
      `Statement Spared of policy exceptions takes ${size.toLocaleString('en-US')} characters where ${room.toLocaleString('en-US')} is the most`,
    );
    expect(fault.remedy).toContain(`by ${(size - room).toLocaleString('en-US')} characters or more`);
  });

  it('is told which of its lists is the large one', () => {
    expect(fault.message).toContain('its condition ArnNotLike aws:PrincipalArn takes');
    expect(fault.message).toContain('in 250 entries');
  });

  it('fits when it is shortened by as much', () => {
    const lean = (length: number) => [
      source('lean', deny({ Sid: 'L', Resource: undefined, NotResource: 'x'.repeat(length) })),
    ];
    const quota = { characters: 200, slots: 10 };
    const { remedy } = faultOf({ sources: lean(300), quota });
    const excess = Number(/by (\d+) characters/.exec(remedy)?.[1]);
    expect(composePolicies(request({ sources: lean(300 - excess), quota })).policies[0]?.size).toBe(200);
    expect(faultOf({ sources: lean(301 - excess), quota }).remedy).toContain('by 1 characters');
  });
});

describe('more policies than slots', () => {
  const sources = [
    source('one', spared(150)),
    source('two', deny({ ...spared(100), Action: 'sqs:*' })),
    source('tiny', deny()),
  ];
  const attached = ['FullAWSAccess', 'landing-zone-1'];
  const fault = faultOf({ sources, attached, quota: { characters: 10_240, slots: 3 } });

  it('are refused with what is needed, free and taken', () => {
    expect(fault.message).toMatch(
      /^gatehouse-scp-spokes needs 2 policies of at most 10,240 characters \([\d,]+ in all\), and 1 of 3 slots are free\. Attached already: FullAWSAccess, landing-zone-1\./,
    );
  });

  it('are refused with what to detach, move or shorten', () => {
    expect(fault.remedy).toMatch(/^Detach 1 of those, .* one \([\d,]+\), two \([\d,]+\), tiny \(\d+\)\.$/);
  });

  it('are not refused while they fit exactly', () => {
    expect(
      composePolicies(request({ sources, attached, quota: { characters: 10_240, slots: 4 } })).policies,
    ).toHaveLength(2);
  });
});

describe('a policy of another version', () => {
  it('is refused, for its variables are plain text', () => {
    const old = { name: 'old', document: parsePolicy({ Version: '2008-10-17', Statement: deny() }) };
    expect(faultOf({ sources: [old] }).message).toContain('Policy old is written in version 2008-10-17');
  });
});
