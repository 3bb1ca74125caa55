import { describe, expect, it } from 'vitest';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import { faultOf } from './faults.ts';
import { testPolicy } from './governed-policy.fixture.ts';

const governed = governPolicy(testPolicy());

describe('a governed policy', () => {
  it('knows a model by its id and by its inference profiles', () => {
    expect(governed.models.get('amazon.nova-lite-v1:0')?.key).toBe('nova');
    expect(governed.models.get('us.amazon.nova-lite-v1:0')?.key).toBe('nova');
  });

  it('knows a model by the ARNs of both in its Regions', () => {
    const foundation = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
    const profile = 'arn:aws:bedrock:us-east-1:999988887777:inference-profile/us.amazon.nova-lite-v1:0';
    expect([foundation, profile].map((arn) => governed.models.get(arn)?.key)).toEqual(['nova', 'nova']);
  });

  it.each([
    ['another Region', 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0'],
    ['another partition', 'arn:aws-us-gov:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'],
    ['another account', 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-lite-v1:0'],
    ['a profile of the account’s own making', 'arn:aws:bedrock:us-east-1:999988887777:application-inference-profile/x'],
    ['its key in the rules', 'nova'],
    ['its name in capitals', 'AMAZON.NOVA-LITE-V1:0'],
    ['a member of every object', 'constructor'],
    ['the prototype', '__proto__'],
    ['nothing', ''],
  ])('does not know a model by %s', (_, name) => {
    expect(governed.models.get(name)).toBeUndefined();
  });

  it('takes an inference profile that the rules name by ARN as it stands', () => {
    const policy = testPolicy();
    const arn = 'arn:aws:bedrock:us-east-1:999988887777:application-inference-profile/abc123';
    const nova = { ...policy.bundle.models.nova!, inferenceProfiles: [arn] };
    const { models } = governPolicy({ ...policy, bundle: { ...policy.bundle, models: { nova } } });
    expect(models.get(arn)?.key).toBe('nova');
    expect([...models.keys()].filter((name) => name.includes(arn))).toEqual([arn]);
  });

  it('puts the platform’s rules before the application’s', () => {
    expect(governed.applications.get('claims')?.rules).toEqual(['Be brief.', 'Never promise a payment.']);
  });

  it('gives an application the guardrail that it names', () => {
    expect(governed.applications.get('claims')?.guardrail.identifier).toBe('gr1a2b3c4d5e');
  });

  it('screens each direction by its own rules', () => {
    const screening = testPolicy().bundle.applications.claims!.screening;
    const policy = testPolicy({ screening: { ...screening, output: { entities: {} } } });
    const claims = governPolicy(policy).applications.get('claims')!;
    const verdictOf = (direction: 'input' | 'output') => {
      const texts = [{ text: 'Write to jane@example.com', replace: () => undefined }];
      return claims[direction].screen({ pointer: '/0', kind: 'text', role: 'user', texts }).verdict;
    };
    expect([verdictOf('input'), verdictOf('output')]).toEqual(['masked', 'passed']);
  });

  it('cannot be made of a bundle whose guardrail is missing', async () => {
    const fault = await faultOf(() => governPolicy(testPolicy({ guardrail: 'absent' })));
    expect(fault.code).toBe('configuration_invalid');
    expect(fault.message).toContain('absent');
  });

  it.each([
    ['a reference to nowhere', { $ref: '#/$defs/none' }],
    ['a reference that cannot be followed beforehand', { $dynamicRef: '#here' }],
  ])('cannot be made where nobody could check an application’s answers: %s', async (_what, outputSchema) => {
    const fault = await faultOf(() => governPolicy(testPolicy({ outputSchema })));
    expect(fault.code).toBe('configuration_invalid');
    expect(fault.message).toContain('applications.claims.outputSchema');
  });
});
