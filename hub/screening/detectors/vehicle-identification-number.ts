import { vinCheckDigit } from '../checksums.ts';
import { longRun } from '../long-run.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const alphabet = 'A-HJ-NPR-Z0-9';

/** Vehicle identification numbers (ISO 3779) with the North American check digit. European ones carry none and are left to the Bedrock guardrail. */
export const vehicleIdentificationNumber = patternDetector({
  name: 'vehicle-identification-number',
  type: 'VEHICLE_IDENTIFICATION_NUMBER',
  ignoreCase: true,
  pattern: seq(start(alphabet, 'A-Z0-9'), chars(alphabet, 7), chars('0-9X'), chars(alphabet, 8), notBefore('A-Z0-9')),
  mayMatch: longRun(/[A-Za-z0-9]/, 17),
  check(text, start, end) {
    const vin = text.slice(start, end).toUpperCase();
    return /[A-Z]/.test(vin) && /\d{3}$/.test(vin) && vinCheckDigit(vin) ? { start, end } : undefined;
  },
});
