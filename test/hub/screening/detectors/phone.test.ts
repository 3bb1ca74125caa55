import { describe, expect, it } from 'vitest';
import { isInternational, isNational, isNationalSomewhere } from '../../../../hub/screening/detectors/phone-plans.ts';
import { found } from './support/found.ts';

describe('PHONE', () => {
  it.each([
    ['+44 20 7946 0958', ['+44 20 7946 0958']],
    ['+49 (0)30 23125 000', ['+49 (0)30 23125 000']],
    ['00 44 20 7946 0958 or 0044 20 7946 0958', ['0044 20 7946 0958']],
    ['(212) 555-0187x12', ['(212) 555-0187x12']],
    ['212 555 0187 and 212.555.0187', ['212 555 0187', '212.555.0187']],
    ['(020) 7946 0958', ['(020) 7946 0958']],
    ['07700900123', ['07700900123']],
    ['0 212 555 01 87', ['0 212 555 01 87']],
    ['212-555-01-87', ['212-555-01-87']],
    ['my UK number is 7700900123', ['7700900123']],
    ['call 33 44 55', ['33 44 55']],
    ['22 334455 office\n22 334466 fax', ['22 334455', '22 334466']],
    ['tel: 123-4567', ['123-4567']],
    ['12 34 56 78 90 12 34 56 78 12 212 555 0187', ['212 555 0187']],
    ['12 34 56 78 90 12 33 44 56 78 fax', ['78 90 12 33 44 56 78']],
  ])('in %s', (text, expected) => {
    expect(found('PHONE', text)).toEqual(expected);
  });

  it.each([
    ['an unknown calling code', '+999 123 4567'],
    ['too few digits for the country', '+44 20 7946'],
    ['an impossible exchange between spaces', '212 055 0187'],
    ['a date and a time', 'on 01-02-2024 10:30, or 2024-01-02 10'],
    ['a postal code and a house number', '04871 3350 High St'],
    ['large numbers', '1 234 567 people and 12 345 678 euros'],
    ['an order number', 'order number 20240115 and my order number is 7700900123'],
    ['a decimal', 'pi is 3.14159265358'],
    ['an identifier', 'id 5123456789 of 16042198765432'],
    ['people who are mobile', '7 500 000 mobile users'],
  ])('is not %s', (_, text) => {
    expect(found('PHONE', text)).toEqual([]);
  });
});

describe('numbering plans', () => {
  it('know calling codes and possible lengths', () => {
    expect(isInternational('442079460958')).toBe(true);
    expect(isInternational('12125550187')).toBe(true);
    expect(isInternational('1212555018')).toBe(false);
    expect(isInternational('999123456789')).toBe(false);
    expect(isInternational('')).toBe(false);
  });

  it('know national numbers', () => {
    expect(isNational('TR', '2125550187')).toBe(true);
    expect(isNational('TR', '1125550187')).toBe(false);
    expect(isNationalSomewhere('07700900123')).toBe(true);
    expect(isNationalSomewhere('000')).toBe(false);
  });
});
