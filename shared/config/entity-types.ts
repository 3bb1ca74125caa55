/**
 * The sensitive-information types of Amazon Bedrock Guardrails, by the names that its API uses.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html
 */
export const entityTypes = [
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
