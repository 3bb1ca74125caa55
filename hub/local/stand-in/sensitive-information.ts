/**
 * Patterns of the sensitive-information types that can be told by their shape. The service finds names and addresses with a model; a stand-in
 * does not, and finds only what is listed here.
 * Types: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GuardrailPiiEntityConfig.html
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface EntityPattern {
  readonly pattern: RegExp;
  readonly accepts?: (match: string) => boolean;
}

/** Every quantifier is bounded, or its class excludes what follows it, so that hostile text costs linear time. */
const entityPatterns = new Map<string, EntityPattern>([
  ['EMAIL', { pattern: /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gi }],
  ['PHONE', { pattern: /(?<![\w+])(?:\+\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\w)/g }],
  ['CREDIT_DEBIT_CARD_NUMBER', { pattern: /(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/g, accepts: passesLuhn }],
  ['CREDIT_DEBIT_CARD_CVV', { pattern: /(?<=\bcvv:? {0,3})\d{3,4}\b/gi }],
  ['US_SOCIAL_SECURITY_NUMBER', { pattern: /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g }],
  [
    'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
    { pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, accepts: passesMod97 },
  ],
  ['IP_ADDRESS', { pattern: /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.])/g }],
  ['MAC_ADDRESS', { pattern: /(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])/gi }],
  ['URL', { pattern: /\bhttps?:\/\/[^\s<>"']{1,2000}/gi }],
  ['AWS_ACCESS_KEY', { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g }],
  ['PASSWORD', { pattern: /(?<=\bpassword(?: is|:|=) {0,3})[^\s,;]{4,64}/gi }],
]);

export function findEntity(type: string, text: string): Span[] {
  const entity = entityPatterns.get(type);
  if (entity === undefined) return [];
  const spans: Span[] = [];
  for (const match of text.matchAll(entity.pattern)) {
    if (entity.accepts?.(match[0]) === false) continue;
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/** ISO/IEC 7812-1 check digit. */
function passesLuhn(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616 check digits. */
function passesMod97(text: string): boolean {
  const compact = text.replaceAll(' ', '');
  const moved = compact.slice(4) + compact.slice(0, 4);
  let remainder = 0;
  for (const character of moved) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
