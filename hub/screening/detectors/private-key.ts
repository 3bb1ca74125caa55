import type { Detector, Match } from '../detector.ts';

const opening = '-----BEGIN ';
/** Most characters of a block: an RSA key of 16,384 bits in PEM has about 12,500. */
const longestBlock = 16_384;
const header = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;
const longestHeader = 96;
const footer = /-----END (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;
/** What the lines of a block hold: base64, headers such as `DEK-Info: AES-128-CBC,…`, escaped line breaks of JSON; two dashes end it. */
const body = /(?:[A-Za-z0-9+/=\s\\:,."_()]|-(?!-))*/y;
/** A header that nothing follows is talk of keys, not a key. */
const leastBody = 64;
const undecided = -1;

/**
 * Private keys in PEM (RFC 7468: PKCS #1, PKCS #8, SEC 1, encrypted ones too), OpenSSH and OpenPGP (RFC 9580) blocks: from BEGIN to END. A block without an
 * end is masked as far as it goes; part of a key is a secret still. A stream is held back from BEGIN until the block is over, at most 16,384 characters.
 */
export const privateKey: Detector = {
  name: 'private-key',
  types: ['PRIVATE_KEY'],
  lookBehind: 0,
  scan(text, from, ended, found) {
    let at = from;
    for (let begin = text.indexOf(opening, at); begin >= 0; begin = text.indexOf(opening, at)) {
      const end = endOfBlock(text, begin, ended);
      if (end === undecided) return begin;
      if (end > begin) found.push({ start: begin, end, type: 'PRIVATE_KEY' } satisfies Match);
      at = Math.max(end, begin + 1);
    }
    return ended ? text.length : Math.max(at, beginningAtEnd(text));
  },
};

/** Offset after the block that begins there; `begin` itself where none does. */
function endOfBlock(text: string, begin: number, ended: boolean): number {
  header.lastIndex = begin;
  const head = header.exec(text);
  if (head === null) return !ended && text.length - begin < longestHeader ? undecided : begin;
  const bodyStart = begin + head[0].length;
  // One character more than the longest block, so that what follows its last one is known.
  const block = text.slice(begin, begin + longestBlock + 1);
  body.lastIndex = head[0].length;
  const at = begin + Math.min(longestBlock, head[0].length + (body.exec(block)?.[0].length ?? 0));
  if (!ended && text.length - at < longestHeader && (at === text.length || text[at] === '-')) return undecided;
  footer.lastIndex = at;
  const foot = footer.exec(text);
  if (foot !== null) return at + foot[0].length;
  return at - bodyStart >= leastBody ? at : begin;
}

/** Where a beginning of `-----BEGIN ` stands at the very end of the text. */
function beginningAtEnd(text: string): number {
  for (let length = Math.min(opening.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(opening.slice(0, length))) return text.length - length;
  }
  return text.length;
}
