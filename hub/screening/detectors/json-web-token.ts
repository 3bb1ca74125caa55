import { chars, notBefore, optional, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const base64url = 'A-Za-z0-9_\\-';
const dot = chars('.');
const longestHeader = 2048;
const longestSegment = 8192;

/**
 * JSON Web Tokens in compact form (RFC 7515, RFC 7516): segments of base64url, the first of which is a JSON object with a member `alg`.
 */
export const jsonWebToken = patternDetector({
  name: 'json-web-token',
  type: 'JSON_WEB_TOKEN',
  starts: (text, from) => text.indexOf('eyJ', from),
  pattern: seq(
    start('e', base64url),
    chars(base64url, 9, longestHeader),
    dot,
    chars(base64url, 0, longestSegment),
    dot,
    chars(base64url, 0, longestSegment),
    optional(seq(dot, chars(base64url, 1, longestSegment), dot, chars(base64url, 1, 64))),
    notBefore(base64url),
  ),
  check: (text, start, end) => (hasAlgorithm(text.slice(start, text.indexOf('.', start))) ? { start, end } : undefined),
});

function hasAlgorithm(segment: string): boolean {
  const decoded = Buffer.from(segment, 'base64url').toString('utf8');
  // Most of what is no header ends here, without the cost of an exception.
  if (!decoded.trimEnd().endsWith('}') || !decoded.includes('"alg"')) return false;
  try {
    const header: unknown = JSON.parse(decoded);
    return typeof header === 'object' && header !== null && 'alg' in header && typeof header.alg === 'string';
  } catch {
    // Not JSON: then it is no token, whatever else it is. The error could quote the text, so it is dropped.
    return false;
  }
}
