import { chars, notBefore, seq, start, word } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

/** AWS access key ids: long-term (AKIA), temporary (ASIA), bearer (ABIA) and context-specific (ACCA). Source: IAM User Guide, "IAM identifiers", unique ID prefixes. */
export const awsAccessKey = patternDetector({
  name: 'aws-access-key',
  type: 'AWS_ACCESS_KEY',
  alphabet: 'A-Z0-9',
  pattern: seq(start('A', 'A-Za-z0-9'), word('KIA', 'SIA', 'BIA', 'CCA'), chars('A-Z0-9', 16), notBefore('A-Za-z0-9')),
});
