import { describe, expect, it } from 'vitest';
import { nationalIdentifiers } from '../../../../hub/screening/national-identifiers/national-identifiers.ts';
import { nationalIdentifierTypes } from '../../../../shared/config/entity-types.ts';
import { afterWords, standingAlone } from './support/examples.ts';
import { found, typesIn } from './support/found.ts';

describe('the claimed types', () => {
  it('are all national identifiers that a policy can name', () => {
    const claimed = new Set(nationalIdentifiers.flatMap((detector) => detector.types));
    expect([...claimed].sort()).toEqual([...nationalIdentifierTypes].sort());
  });

  it('each have an example here', () => {
    const shown = new Set([...Object.keys(standingAlone), ...Object.keys(afterWords)]);
    expect([...shown].sort()).toEqual([...nationalIdentifierTypes].sort());
  });
});

describe('a valid number alone in its text', () => {
  for (const [type, numbers] of Object.entries(standingAlone)) {
    for (const number of numbers) {
      it(`${type} ${number}`, () => expect(found(type, number)).toEqual([number]));
      it(`${type} ${number}, alone on its line`, () => {
        expect(found(type, `Dear team,\n${number}\nKind regards`)).toEqual([number]);
      });
    }
  }
});

describe('a valid number in a sentence, after telling words', () => {
  for (const [type, texts] of Object.entries(afterWords)) {
    for (const text of texts) {
      it(`${type} in "${text}"`, () => expect(found(type, `We noted that ${text}, as agreed.`)).toHaveLength(1));
    }
  }
});

/** Type and text; nothing of the type is found in it. */
const nothing: readonly (readonly [string, string])[] = [
  // wrong check characters
  ['AU_ABN', 'ABN 51 824 753 557'],
  ['AU_ACN', 'ACN 001 250 005'],
  ['AU_MEDICARE', 'Medicare 2428 77814 2'],
  ['AU_TFN', 'TFN 123 456 783'],
  ['DE_HEALTH_INSURANCE', 'KVNR A000500016'],
  ['DE_ID_CARD', 'L01X00T472'],
  ['DE_LANR', 'LANR 838383220'],
  ['DE_SOCIAL_SECURITY', '12150780M003'],
  ['DE_TAX_ID', 'Steuer-ID 86095742718'],
  ['DE_VAT_ID', 'DE129273399'],
  ['ES_NIE', 'X1234567M'],
  ['ES_NIF', '99999999T'],
  ['FI_PERSONAL_IDENTITY_CODE', '150780-123Y'],
  ['IN_AADHAAR', '9999 4105 7059'],
  ['IT_VAT_CODE', 'partita IVA 00743110158'],
  ['KR_BRN', '124-81-00999'],
  ['NG_NIN', 'NIN 48230155672'],
  ['PH_TIN', 'TIN 123-456-783'],
  ['PL_PESEL', 'PESEL 44051401358'],
  ['SE_ORGANISATIONSNUMMER', '556036-0794'],
  ['SE_PERSONNUMMER', '811218-9877'],
  ['SG_NRIC_FIN', 'S1234567E'],
  ['SG_NRIC_FIN', 'M1234567L'],
  ['SG_UEN', '196800306F'],
  ['TH_TNIN', '1-1017-00207-03-1'],
  ['TR_NATIONAL_ID', '10000000147'],
  ['TR_NATIONAL_ID', '10000000156'],
  ['US_MEDICAL_LICENSE', 'DEA AB1234564'],
  ['US_NPI', 'NPI 1245319598'],
  ['ZA_ID_NUMBER', '8805154812088'],
  // impossible dates, ranges and letters
  ['AU_MEDICARE', 'Medicare 7428 77813 2'],
  ['DE_TAX_ID', 'Steuer-ID 06095742718'],
  ['DE_TAX_NUMBER', '1681081508155'],
  ['DE_SOCIAL_SECURITY', '12151380M002'],
  ['FI_PERSONAL_IDENTITY_CODE', '310280-123X'],
  ['FI_PERSONAL_IDENTITY_CODE', '150780/123X'],
  ['IN_AADHAAR', '1999 4105 7058'],
  ['IN_GSTIN', '38AAPFU0939F1ZV'],
  ['IN_PAN', 'AAASL1234C'],
  ['IN_PASSPORT', 'passport J0369854'],
  ['IT_FISCAL_CODE', 'RSSMRA85F10A562S'],
  ['IT_FISCAL_CODE', 'RSSMRA85T35A562S'],
  ['KR_RRN', '881315-1234567'],
  ['KR_RRN', '880515-6234567'],
  ['KR_FRN', '880515-1234567'],
  ['SE_PERSONNUMMER', '811318-9876'],
  ['TH_TNIN', '1-2917-00207-03-0'],
  ['UK_POSTCODE', 'QA4 7BX'],
  ['UK_POSTCODE', 'SW1A 2AC'],
  ['US_MBI', '1EG4-TE5-MI72'],
  ['US_NPI', 'NPI 3245319596'],
  // wrong lengths
  ['AU_TFN', 'TFN 1234567820'],
  ['DE_HEALTH_INSURANCE', 'KVNR A00050001'],
  ['KR_RRN', '880515-12345678'],
  ['PL_PESEL', 'PESEL 440514013590'],
  ['SE_PERSONNUMMER', '811218-98760'],
  ['ES_PASSPORT', 'pasaporte AAB12345'],
];

describe('what only looks like one', () => {
  for (const [type, text] of nothing) {
    it(`${type} is not in "${text}"`, () => expect(found(type, text)).toEqual([]));
  }
});

describe('ordinary business text', () => {
  const ordinary = [
    'Please ship order 1245319599 and order 123456782 to Boston.',
    'Ticket 86095742719 was closed, invoice INV-2031-00192 is open.',
    'Revenue rose to 123 456 782 dollars, or $1,234,567.00, from 9,999,410.57.',
    'Call 415-555-0132, +44 7700 900123 or 030 1234567 between Monday and Friday.',
    'The 2030 report has 12 chapters, 340 pages and costs 49.90.',
    'Version 10.4.22 of build 20310409 fixed issue 123456789.',
    'Parcel 00340434161094042557, batch A000500015 of the spare parts.',
    'The article numbers are AB1234563 and AAB123456.',
    'Her account ends in 0158; see section 5 may apply, page 3:16.',
    'UUID 123e4567-e89b-12d3-a456-426614174000, hash 9b74c9897bac770ffc029102a200c5de',
    'key="1245319599.jpg" and user1245319599@example.com and id_1245319599',
  ];
  for (const text of ordinary) it(`holds none: ${text}`, () => expect(typesIn(text)).toEqual([]));
});
