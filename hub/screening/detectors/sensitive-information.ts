import type { Detector } from '../detector.ts';
import { awsAccessKey } from './aws-access-key.ts';
import { awsSecretKey } from './aws-secret-key.ts';
import { cardExpiry, cardVerificationValue, pin } from './card-details.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { ipAddress } from './ip-address.ts';
import { macAddress } from './mac-address.ts';
import { password } from './password.ts';
import { paymentCard } from './payment-card.ts';
import { phone } from './phone.ts';
import { swiftCode } from './swift-code.ts';
import { ukNhsNumber } from './uk-nhs-number.ts';
import { ukNino } from './uk-nino.ts';
import { url } from './url.ts';
import { usItin } from './us-itin.ts';
import { usSsn } from './us-ssn.ts';
import { vehicleIdentificationNumber } from './vehicle-identification-number.ts';

/** The local detectors of sensitive information. Where two find exactly the same span with the same action, the earlier one names it. */
export const sensitiveInformation: readonly Detector[] = [
  paymentCard,
  iban,
  usSsn,
  usItin,
  ukNhsNumber,
  ukNino,
  vehicleIdentificationNumber,
  awsAccessKey,
  awsSecretKey,
  password,
  pin,
  cardVerificationValue,
  cardExpiry,
  email,
  ipAddress,
  macAddress,
  swiftCode,
  phone,
  url,
];

/**
 * The types of Amazon Bedrock Guardrails that these detectors judge. Every other type that a policy names (NAME, ADDRESS, AGE, USERNAME, ...)
 * needs a model and is judged by the Bedrock guardrail alone.
 * Source of the names: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GuardrailPiiEntityConfig.html
 */
export const claimedTypes: ReadonlySet<string> = new Set(sensitiveInformation.flatMap((detector) => detector.types));
