import type { Detector } from '../detector.ts';
import { nationalIdentifiers } from '../national-identifiers/national-identifiers.ts';
import { awsAccessKey } from './aws-access-key.ts';
import { awsSecretKey } from './aws-secret-key.ts';
import { caHealthNumber, caHealthNumberQuebec } from './ca-health-number.ts';
import { caSocialInsuranceNumber } from './ca-social-insurance-number.ts';
import { cardExpiry, cardVerificationValue, pin } from './card-details.ts';
import { base58Address, bech32Address, ethereumAddress } from './crypto-address.ts';
import { driverId } from './driver-id.ts';
import { driverIdGermany, driverIdItaly, driverIdKorea } from './driver-id-formats.ts';
import { driverIdUk } from './driver-id-uk.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { ipVersion4, ipVersion6 } from './ip-address.ts';
import { jsonWebToken } from './json-web-token.ts';
import { labelledToken } from './labelled-token.ts';
import { plateInContext, plateOfDigits, plateOfLetters } from './license-plate.ts';
import { macAddress } from './mac-address.ts';
import { password, passwordInUrl } from './password.ts';
import { paymentCard } from './payment-card.ts';
import { phone } from './phone.ts';
import { privateKey } from './private-key.ts';
import { swiftCode } from './swift-code.ts';
import { ukNhsNumber } from './uk-nhs-number.ts';
import { ukNino } from './uk-nino.ts';
import { ukUniqueTaxpayerReference } from './uk-unique-taxpayer-reference.ts';
import { urlWithoutScheme, urlWithScheme } from './url.ts';
import { usBankAccountNumber } from './us-bank-account-number.ts';
import { usBankRoutingNumber } from './us-bank-routing-number.ts';
import { usItin } from './us-itin.ts';
import { usPassportNumber } from './us-passport-number.ts';
import { usSsn } from './us-ssn.ts';
import { vehicleIdentificationNumber } from './vehicle-identification-number.ts';
import { telegramToken, vendorToken } from './vendor-token.ts';

/**
 * The local detectors of Bedrock's structured types and of secrets. Specific ones come first: where two find exactly the same span with the same action, the
 * earlier one names it.
 * Source of the names: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GuardrailPiiEntityConfig.html
 */
export const sensitiveInformation: readonly Detector[] = [
  privateKey,
  jsonWebToken,
  awsAccessKey,
  awsSecretKey,
  vendorToken,
  telegramToken,
  base58Address,
  bech32Address,
  ethereumAddress,
  paymentCard,
  iban,
  usSsn,
  usItin,
  ukNhsNumber,
  ukNino,
  ukUniqueTaxpayerReference,
  caSocialInsuranceNumber,
  caHealthNumber,
  caHealthNumberQuebec,
  usPassportNumber,
  usBankRoutingNumber,
  usBankAccountNumber,
  vehicleIdentificationNumber,
  driverIdUk,
  driverIdGermany,
  driverIdItaly,
  driverIdKorea,
  driverId,
  plateOfLetters,
  plateOfDigits,
  plateInContext,
  password,
  passwordInUrl,
  labelledToken,
  pin,
  cardVerificationValue,
  cardExpiry,
  email,
  ipVersion4,
  ipVersion6,
  macAddress,
  swiftCode,
  phone,
  urlWithScheme,
  urlWithoutScheme,
];

/**
 * The types that local detectors judge, national identifiers included. Every other type that a policy names (NAME, ADDRESS, AGE, USERNAME) needs a model and is
 * judged by the Bedrock guardrail alone.
 */
export const claimedTypes: ReadonlySet<string> = new Set(
  [...sensitiveInformation, ...nationalIdentifiers].flatMap((detector) => detector.types),
);
