import { isBase58Check, isBech32 } from '../address-checksums.ts';
import { longTokens } from '../long-run.ts';
import { chars, either, notBefore, seq, start, word } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { atDigits } from '../starts.ts';

const base58 = '1-9A-HJ-NP-Za-km-z';
const base58Initials = '13mn2LMD';
const glued = 'A-Za-z0-9';

/** Addresses in Base58Check (Bitcoin, its test network, Litecoin, Dogecoin) with their checksum. */
export const base58Address = patternDetector({
  name: 'crypto-base58',
  type: 'CRYPTO',
  alphabet: glued,
  starts: longTokens(glued, 26, { first: base58Initials }),
  pattern: seq(start(base58Initials, glued), chars(base58, 25, 34), notBefore(glued)),
  check: (text, start, end) => (isBase58Check(text.slice(start, end)) ? { start, end } : undefined),
});

/** Segregated-witness addresses (BIP 173, BIP 350) with their checksum: 42 characters or more, as wallets make them. */
export const bech32Address = patternDetector({
  name: 'crypto-bech32',
  type: 'CRYPTO',
  ignoreCase: true,
  alphabet: glued,
  starts: longTokens(glued, 40, { first: 'btlBTL' }),
  pattern: seq(
    start('btl', glued),
    either(word('c1'), word('b1'), word('tc1')),
    chars('ac-hj-np-z02-9', 36, 87),
    notBefore(glued),
  ),
  check: (text, start, end) => (isBech32(text.slice(start, end)) ? { start, end } : undefined),
});

/** Ethereum addresses: 0x and 20 bytes (ERC-55; the capitals that may carry a checksum are not needed to tell one). */
export const ethereumAddress = patternDetector({
  name: 'crypto-ethereum',
  type: 'CRYPTO',
  starts: atDigits({
    lengths: lengthBits(1),
    notAfter: glued,
    first: '0',
    next: 'x',
  }),
  pattern: seq(start('0', glued), chars('x'), chars('0-9A-Fa-f', 40), notBefore(glued)),
});
