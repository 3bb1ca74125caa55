import { describe, expect, it } from 'vitest';
import { digitsOf, luhn, mod97, nhsMod11, vinCheckDigit } from '../../../hub/screening/checksums.ts';

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
    expect(mod97('GB33BUKB20201555555555')).toBe(true);
    expect(mod97('GB33BUKB02201555555555')).toBe(false);
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
});
