import { vinCheckDigit } from '../checksums.ts';
import { contextLength, precededBy } from '../context.ts';
import { longTokens } from '../long-run.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const alphabet = 'A-HJ-NPR-Z0-9';
const contextWords =
  /\b(?:vin|vehicle id(?:entification)?|chassis|frame (?:number|no)|fahrgestell|fahrzeug-?ident|fin|chasis|telaio|bastidor)[^\n]{0,24}$/i;

/**
 * Vehicle identification numbers (ISO 3779). The check digit of place 9 is mandatory in North America and China (49 CFR 565.15) and common elsewhere; a
 * number without it, as European makers give, counts after words such as "VIN" or "chassis".
 */
export const vehicleIdentificationNumber = patternDetector({
  name: 'vehicle-identification-number',
  type: 'VEHICLE_IDENTIFICATION_NUMBER',
  ignoreCase: true,
  alphabet: 'A-Za-z0-9',
  starts: longTokens('A-Za-z0-9', 17, { isExact: true }),
  pattern: seq(start(alphabet, 'A-Z0-9'), chars(alphabet, 16), notBefore('A-Z0-9')),
  check(text, start, end) {
    const vin = text.slice(start, end).toUpperCase();
    if (!/[A-Z]/.test(vin) || !/\d{3}$/.test(vin)) return undefined;
    return vinCheckDigit(vin) || precededBy(text, start, contextWords) ? { start, end } : undefined;
  },
  lookBehind: contextLength,
});
