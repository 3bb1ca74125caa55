import { describe, expect, it } from 'vitest';
import { claimedTypes, sensitiveInformation } from '../../../../hub/screening/detectors/sensitive-information.ts';
import { localDetectors } from '../../../../hub/screening/local-detectors.ts';
import { bedrockEntityTypes, entityTypes, secretTypes } from '../../../../shared/config/entity-types.ts';
import { examples } from '../support/texts.ts';
import { found } from './support/found.ts';

/** Types that only a model can judge. */
const contextual = ['ADDRESS', 'AGE', 'NAME', 'USERNAME'];

describe('the claimed types', () => {
  it('are all that a policy can name, but those that need a model', () => {
    expect([...claimedTypes].sort()).toEqual(entityTypes.filter((type) => !contextual.includes(type)).sort());
  });

  it('are here the structured ones of Amazon Bedrock Guardrails, and secrets', () => {
    const types = new Set(sensitiveInformation.flatMap((detector) => detector.types));
    const expected = [...bedrockEntityTypes, ...secretTypes].filter((type) => !contextual.includes(type));
    expect([...types].sort()).toEqual(expected.sort());
  });

  it('have detectors of different names', () => {
    const names = localDetectors.map((detector) => detector.name);
    expect(new Set(names).size).toBe(names.length);
  });

  for (const [type, texts] of Object.entries(examples)) {
    it(`${type} is found in every example`, () => {
      for (const text of texts) expect(found(type, `So: ${text}, and so on.`), text).toHaveLength(1);
    });
  }
});

/** Type, text, and exactly what is found in it. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['CREDIT_DEBIT_CARD_NUMBER', 'card 4111 1111 1111 1111 12 apples', ['4111 1111 1111 1111']],
  ['CREDIT_DEBIT_CARD_NUMBER', '12 4111-1111-1111-1111.', ['4111-1111-1111-1111']],
  ['CREDIT_DEBIT_CARD_NUMBER', 'Mastercard, series 2: 2400 1234 5678 9017', ['2400 1234 5678 9017']],
  ['CREDIT_DEBIT_CARD_NUMBER', 'one at a time: 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1']],
  ['CREDIT_DEBIT_CARD_NUMBER', 'nobody has 4444444444444444 or 2 4 0 0', []],
  ['CREDIT_DEBIT_CARD_NUMBER', 'a Luhn error: 4111111111111112', []],
  ['CREDIT_DEBIT_CARD_NUMBER', 'no issuer: 9111111111111110', []],
  ['CREDIT_DEBIT_CARD_NUMBER', 'too long: 41111111111111111111111', []],
  ['CREDIT_DEBIT_CARD_NUMBER', 'glued:x4111111111111111y', ['4111111111111111']],
  ['CREDIT_DEBIT_CARD_NUMBER', 'two 378282246310005 5555555555554444', ['378282246310005', '5555555555554444']],
  ['US_SOCIAL_SECURITY_NUMBER', '219-09-9998', ['219-09-9998']],
  ['US_SOCIAL_SECURITY_NUMBER', '000-12-3456 666-12-3456 900-12-3456 219-00-9998 219-09-0000', []],
  ['US_SOCIAL_SECURITY_NUMBER', 'mixed separators 219-09 9998', []],
  ['US_SOCIAL_SECURITY_NUMBER', 'order 219099998', []],
  ['US_SOCIAL_SECURITY_NUMBER', 'her social security number is 219099998', ['219099998']],
  ['US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER', '911-70-1234 911-93-1234', ['911-70-1234']],
  ['INTERNATIONAL_BANK_ACCOUNT_NUMBER', 'GB33BUKB20201555555555 next', ['GB33BUKB20201555555555']],
  ['INTERNATIONAL_BANK_ACCOUNT_NUMBER', 'gb33bukb20201555555555', ['gb33bukb20201555555555']],
  ['INTERNATIONAL_BANK_ACCOUNT_NUMBER', 'check digits: GB34BUKB20201555555555', []],
  ['INTERNATIONAL_BANK_ACCOUNT_NUMBER', 'one more: GB33BUKB202015555555551', []],
  ['INTERNATIONAL_BANK_ACCOUNT_NUMBER', 'no such country: ZZ33BUKB20201555555555', []],
  ['EMAIL', '<jane@example.com>, -joe@example.org.', ['jane@example.com', '-joe@example.org']],
  ['EMAIL', 'user@host and @handle and a@b.c', []],
  ['EMAIL', 'user@xn--80ak6aa92e.com', ['user@xn--80ak6aa92e.com']],
  ['PHONE', 'on 2024-01-15 we paid 1,234,567.00', []],
  ['PHONE', '415-555-0132 or +1 415 555 0132', ['415-555-0132', '+1 415 555 0132']],
  ['PHONE', 'order 12345678', []],
  ['PHONE', 'phone: 12345678', ['12345678']],
  ['IP_ADDRESS', 'from 192.0.2.17:8080', ['192.0.2.17']],
  ['IP_ADDRESS', 'version 1.2.3 or 256.1.1.1 or 1.2.3.4.5', []],
  ['IP_ADDRESS', '[::ffff:192.0.2.1]:80 and 2001:db8::1.', ['::ffff:192.0.2.1', '2001:db8::1']],
  ['IP_ADDRESS', 'std::vector, a::b, ::add and 12:30:45', []],
  ['MAC_ADDRESS', 'mixed 00:1A-2B:3C:4D:5E', []],
  ['URL', 'see https://example.com/a_(b)?c=d#e.', ['https://example.com/a_(b)?c=d#e']],
  ['URL', 'see example.com, not file.ts or 3.14', ['example.com']],
  ['URL', 'mail jane@example.com', []],
  ['AWS_ACCESS_KEY', 'xAKIAIOSFODNN7EXAMPLE AKIAIOSFODNN7EXAMPL', []],
  ['AWS_SECRET_KEY', 'sha wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', []],
  ['AWS_SECRET_KEY', 'secret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY']],
  ['SWIFT_CODE', 'CUSTOMER DOCUMENT OVERVIEW', []],
  ['SWIFT_CODE', 'BIC NEDSZAJJ', ['NEDSZAJJ']],
  ['UK_NATIONAL_HEALTH_SERVICE_NUMBER', 'NHS 943 476 5918', []],
  ['UK_NATIONAL_HEALTH_SERVICE_NUMBER', 'order 9434765919 is paid', []],
  ['UK_NATIONAL_INSURANCE_NUMBER', 'GB123456A DA123456A AO123456A AB123456E', []],
  ['VEHICLE_IDENTIFICATION_NUMBER', '1M8GDM9A1KP042788', []],
  ['PASSWORD', 'the password is required, password: null', []],
  ['PASSWORD', '{"password": "hunter2!"}', ['hunter2!']],
  ['PASSWORD', 'pwd="correct horse" ok', ['correct horse']],
  ['PIN', 'PIN: 4821 and pinned 4822', ['4821']],
  ['CREDIT_DEBIT_CARD_CVV', 'CVV: 737, room 738', ['737']],
  ['CREDIT_DEBIT_CARD_EXPIRY', 'exp. 04/29, meeting 05/29', ['04/29']],
];

describe('what is found, exactly', () => {
  for (const [type, text, expected] of cases) {
    it(`${type} in "${text}"`, () => {
      expect(found(type, text)).toEqual(expected);
    });
  }
});
