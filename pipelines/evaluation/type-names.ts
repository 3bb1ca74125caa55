/**
 * What other annotations call our types (Microsoft Presidio's recognizers above all: https://microsoft.github.io/presidio/supported_entities/). Types of the same
 * name need no entry. Several names may be one type: a country's driving licence is a DRIVER_ID, whichever country it is.
 */
const presidioNames: Readonly<Record<string, string>> = {
  ABA_ROUTING_NUMBER: 'US_BANK_ROUTING_NUMBER',
  CA_SIN: 'CA_SOCIAL_INSURANCE_NUMBER',
  CREDIT_CARD: 'CREDIT_DEBIT_CARD_NUMBER',
  DE_FUEHRERSCHEIN: 'DRIVER_ID',
  DE_KFZ: 'LICENSE_PLATE',
  DOMAIN_NAME: 'URL',
  EMAIL_ADDRESS: 'EMAIL',
  IBAN_CODE: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  IN_VEHICLE_REGISTRATION: 'LICENSE_PLATE',
  IT_DRIVER_LICENSE: 'DRIVER_ID',
  KR_DRIVER_LICENSE: 'DRIVER_ID',
  LOCATION: 'ADDRESS',
  MEDICAL_LICENSE: 'US_MEDICAL_LICENSE',
  NG_VEHICLE_REGISTRATION: 'LICENSE_PLATE',
  PERSON: 'NAME',
  PHONE_NUMBER: 'PHONE',
  PH_MOBILE_NUMBER: 'PHONE',
  STREET_ADDRESS: 'ADDRESS',
  TR_LICENSE_PLATE: 'LICENSE_PLATE',
  TR_PHONE_NUMBER: 'PHONE',
  UK_DRIVING_LICENCE: 'DRIVER_ID',
  UK_NHS: 'UK_NATIONAL_HEALTH_SERVICE_NUMBER',
  UK_NINO: 'UK_NATIONAL_INSURANCE_NUMBER',
  UK_VEHICLE_REGISTRATION: 'LICENSE_PLATE',
  US_BANK_NUMBER: 'US_BANK_ACCOUNT_NUMBER',
  US_DRIVER_LICENSE: 'DRIVER_ID',
  US_ITIN: 'US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
  US_PASSPORT: 'US_PASSPORT_NUMBER',
  US_SSN: 'US_SOCIAL_SECURITY_NUMBER',
  VIN: 'VEHICLE_IDENTIFICATION_NUMBER',
};

/** Types that are recognized by what they mean rather than by their form; reported apart, because no pattern can be measured by them. */
export const freeTextTypes: ReadonlySet<string> = new Set(['NAME', 'ADDRESS', 'AGE', 'USERNAME', 'DATE_TIME']);

/** From the names that data use to ours. `added` (`--map A=B`) goes before the table. */
export function typeNamer(added: ReadonlyMap<string, string> = new Map()): (name: string) => string {
  const names = new Map([...Object.entries(presidioNames), ...added]);
  return (name) => names.get(name) ?? name;
}

/** The table, for `--help`. */
export function typeNameTable(): readonly (readonly [name: string, ours: string])[] {
  return Object.entries(presidioNames);
}
