/** Standard base64 (RFC 4648, 4) that has but one form for the same bytes: padded, without line ends, unused bits zero. Undefined for anything else. */
export function strictBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
