import type { Detector } from '../detector.ts';
import { australian } from './australia.ts';
import { finnishIdentityCode } from './finland.ts';
import { germanVatId, handelsregister } from './german-register.ts';
import { germanDocuments } from './germany-documents.ts';
import { germanHealth } from './germany-health.ts';
import { germanTax } from './germany-tax.ts';
import { identifierDetector } from './identifier-detector.ts';
import { indian } from './india.ts';
import { italian } from './italy.ts';
import { korean } from './korea.ts';
import { dayFirstDate, monthFirstDate } from './named-date.ts';
import { nigerian } from './nigeria.ts';
import { numericDate } from './numeric-date.ts';
import { philippine } from './philippines.ts';
import { polish } from './poland.ts';
import { singaporean } from './singapore.ts';
import { southAfrican } from './south-africa.ts';
import { spanish } from './spain.ts';
import { swedish } from './sweden.ts';
import { thai } from './thailand.ts';
import { timeOfDay } from './time-of-day.ts';
import { turkish } from './turkey.ts';
import { british } from './united-kingdom.ts';
import { american } from './united-states.ts';

const numbersAndCodes = identifierDetector('national-identifier', [
  ...korean,
  ...swedish,
  ...southAfrican,
  ...turkish,
  ...australian,
  ...spanish,
  ...singaporean,
  ...italian,
  ...indian,
  ...american,
  ...germanTax,
  ...germanHealth,
  ...germanDocuments,
  ...thai,
  ...polish,
  ...nigerian,
  ...philippine,
  ...british,
]);

/**
 * The local detectors of `nationalIdentifierTypes`. One of them judges most types in a single pass, so that all of them together cost ordinary text little more than
 * one; of several types that fit the same number, each is reported.
 */
export const nationalIdentifiers: readonly Detector[] = [
  numbersAndCodes,
  finnishIdentityCode,
  germanVatId,
  handelsregister,
  numericDate,
  dayFirstDate,
  monthFirstDate,
  timeOfDay,
];
