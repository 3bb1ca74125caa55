import type { Detector } from './detector.ts';
import { sensitiveInformation } from './detectors/sensitive-information.ts';
import { nationalIdentifiers } from './national-identifiers/national-identifiers.ts';

/** Every local detector of sensitive data: Bedrock's structured types and secrets, then national identifiers. */
export const localDetectors: readonly Detector[] = [...sensitiveInformation, ...nationalIdentifiers];
