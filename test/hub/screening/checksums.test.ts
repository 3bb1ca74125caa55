import { describe, expect, it } from 'vitest';
import {
  abaChecksum,
  digitsOf,
  germanLicenceCheck,
  luhn,
  mod97Steps,
  mod97Valid,
  nhsMod11,
  phnCheckDigit,
  utrCheckDigit,
  vinCheckDigit,
} from '../../../hub/screening/checksums.ts';

const digits = (text: string) => digitsOf(text, 0, text.length);

describe('checksums', () => {
  it('Luhn accepts published test cards and refuses one changed digit', () => {
    expect(luhn(digits('4111 1111 1111 1111'))).toBe(true);
    expect(luhn(digits('378282246310005'))).toBe(true);
    expect(luhn(digits('4111 1111 1111 1112'))).toBe(false);
  });

  it('Luhn looks at no more digits than asked', () => {
    expect(luhn(digits('41111111111111119'), 16)).toBe(true);
  });

  it('MOD 97-10 accepts the IBAN Registry example and refuses swapped digits', () => {
    const holds = (text: string) => {
      const steps = mod97Steps();
      const moved = [...text.slice(4), ...text.slice(0, 4)];
      return moved.reduce((state, sign) => steps[state + sign.charCodeAt(0)] as number, 0) === mod97Valid;
    };
    expect(holds('GB33BUKB20201555555555')).toBe(true);
    expect(holds('gb33 bukb 2020 1555 5555 55')).toBe(true);
    expect(holds('GB33BUKB02201555555555')).toBe(false);
  });

  it('the NHS modulus accepts the data dictionary example and refuses other lengths', () => {
    expect(nhsMod11(digits('943 476 5919'))).toBe(true);
    expect(nhsMod11(digits('943 476 5918'))).toBe(false);
    expect(nhsMod11(digits('943476591'))).toBe(false);
  });

  it('the VIN check digit may be X', () => {
    expect(vinCheckDigit('1M8GDM9AXKP042788')).toBe(true);
    expect(vinCheckDigit('11111111111111111')).toBe(true);
    expect(vinCheckDigit('1M8GDM9A1KP042788')).toBe(false);
  });

  it('the ABA checksum accepts a published routing number and refuses a changed or missing digit', () => {
    expect(abaChecksum(digits('021000021'))).toBe(true);
    expect(abaChecksum(digits('021000022'))).toBe(false);
    expect(abaChecksum(digits('02100002'))).toBe(false);
  });

  it('the check digit of a taxpayer reference is its first', () => {
    expect(utrCheckDigit(digits('1123456789'))).toBe(true);
    expect(utrCheckDigit(digits('2123456789'))).toBe(false);
    expect(utrCheckDigit(digits('112345678'))).toBe(false);
  });

  it('a Personal Health Number begins with 9', () => {
    expect(phnCheckDigit(digits('9123456798'))).toBe(true);
    expect(phnCheckDigit(digits('9123456799'))).toBe(false);
    expect(phnCheckDigit(digits('8123456798'))).toBe(false);
  });

  it('a German licence has its check character in tenth place', () => {
    expect(germanLicenceCheck('B072RRE2I55')).toBe(true);
    expect(germanLicenceCheck('B072RRE2I65')).toBe(false);
  });
});
