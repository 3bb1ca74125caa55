/**
 * The sensitive-information types of Amazon Bedrock Guardrails, by the names that its API uses.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html
 */
export const bedrockEntityTypes = [
  // general
  'ADDRESS',
  'AGE',
  'NAME',
  'EMAIL',
  'PHONE',
  'USERNAME',
  'PASSWORD',
  'DRIVER_ID',
  'LICENSE_PLATE',
  'VEHICLE_IDENTIFICATION_NUMBER',
  // finance
  'CREDIT_DEBIT_CARD_CVV',
  'CREDIT_DEBIT_CARD_EXPIRY',
  'CREDIT_DEBIT_CARD_NUMBER',
  'PIN',
  'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  'SWIFT_CODE',
  // information technology
  'IP_ADDRESS',
  'MAC_ADDRESS',
  'URL',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  // United States
  'US_BANK_ACCOUNT_NUMBER',
  'US_BANK_ROUTING_NUMBER',
  'US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
  'US_PASSPORT_NUMBER',
  'US_SOCIAL_SECURITY_NUMBER',
  // Canada
  'CA_HEALTH_NUMBER',
  'CA_SOCIAL_INSURANCE_NUMBER',
  // United Kingdom
  'UK_NATIONAL_HEALTH_SERVICE_NUMBER',
  'UK_NATIONAL_INSURANCE_NUMBER',
  'UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER',
] as const;

/** Secrets that Bedrock has no name for. Judged by local detectors alone. */
export const secretTypes = ['API_TOKEN', 'CRYPTO', 'JSON_WEB_TOKEN', 'PRIVATE_KEY'] as const;

/**
 * National identifiers that Bedrock has no name for, judged by local detectors alone. A country's phones are PHONE, its driving licences DRIVER_ID and its vehicle
 * registrations LICENSE_PLATE, as Bedrock has them.
 */
export const nationalIdentifierTypes = [
  'AU_ABN',
  'AU_ACN',
  'AU_MEDICARE',
  'AU_TFN',
  'DATE_TIME',
  'DE_BSNR',
  'DE_HANDELSREGISTER',
  'DE_HEALTH_INSURANCE',
  'DE_ID_CARD',
  'DE_LANR',
  'DE_PASSPORT',
  'DE_SOCIAL_SECURITY',
  'DE_TAX_ID',
  'DE_TAX_NUMBER',
  'DE_VAT_ID',
  'ES_NIE',
  'ES_NIF',
  'ES_PASSPORT',
  'FI_PERSONAL_IDENTITY_CODE',
  'IN_AADHAAR',
  'IN_GSTIN',
  'IN_PAN',
  'IN_PASSPORT',
  'IT_FISCAL_CODE',
  'IT_PASSPORT',
  'IT_VAT_CODE',
  'KR_BRN',
  'KR_FRN',
  'KR_PASSPORT',
  'KR_RRN',
  'NG_NIN',
  'PH_TIN',
  'PL_PESEL',
  'SE_ORGANISATIONSNUMMER',
  'SE_PERSONNUMMER',
  'SG_NRIC_FIN',
  'SG_UEN',
  'TH_TNIN',
  'TR_NATIONAL_ID',
  'UK_PASSPORT',
  'UK_POSTCODE',
  'US_MBI',
  'US_MEDICAL_LICENSE',
  'US_NPI',
  'ZA_ID_NUMBER',
] as const;

export const entityTypes = [...bedrockEntityTypes, ...secretTypes, ...nationalIdentifierTypes] as const;
