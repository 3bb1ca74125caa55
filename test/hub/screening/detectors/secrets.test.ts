import { describe, expect, it } from 'vitest';
import { isBase58Check, isBech32 } from '../../../../hub/screening/address-checksums.ts';
import { found } from './support/found.ts';
import { hex, jwt, pem, random, vendorTokens } from './support/secrets.ts';

describe('PRIVATE_KEY', () => {
  for (const kind of ['', 'RSA ', 'EC ', 'ENCRYPTED ', 'OPENSSH ']) {
    it(`is the whole block of ${kind}PRIVATE KEY`, () => {
      const key = pem(`${kind}PRIVATE KEY`);
      expect(found('PRIVATE_KEY', `before\n${key}\nafter`)).toEqual([key]);
    });
  }

  it('is an OpenPGP block, with its headers', () => {
    const key = pem('PGP PRIVATE KEY BLOCK').replace('\n', '\nVersion: Example 1.0\nComment: a-b-c\n\n');
    expect(found('PRIVATE_KEY', key)).toEqual([key]);
  });

  it('is found where JSON has escaped its line breaks', () => {
    const key = pem('PRIVATE KEY').replaceAll('\n', '\\n');
    expect(found('PRIVATE_KEY', `{"key":"${key}"}`)).toEqual([key]);
  });

  it('is masked as far as it goes where its end is missing', () => {
    const cut = pem('PRIVATE KEY').split('-----END')[0] ?? '';
    expect(found('PRIVATE_KEY', `${cut}<rest is lost>`)).toEqual([cut]);
  });

  it('is two blocks where two stand behind each other', () => {
    expect(found('PRIVATE_KEY', pem('PRIVATE KEY') + pem('EC PRIVATE KEY'))).toHaveLength(2);
  });

  it('is no public key, no certificate, and no talk of keys', () => {
    expect(found('PRIVATE_KEY', pem('PUBLIC KEY') + pem('CERTIFICATE'))).toEqual([]);
    expect(found('PRIVATE_KEY', 'It begins with -----BEGIN PRIVATE KEY-----, as you know.')).toEqual([]);
  });

  it('ends at its bound when no end ever comes', () => {
    const [key = ''] = found('PRIVATE_KEY', `-----BEGIN PRIVATE KEY-----${'A'.repeat(60_000)}`);
    expect(key).toHaveLength(16_384);
  });
});

describe('JSON_WEB_TOKEN', () => {
  it('is a token whose header names an algorithm', () => {
    const token = jwt({ alg: 'HS256', typ: 'JWT' });
    expect(found('JSON_WEB_TOKEN', `Authorization: Bearer ${token}.`)).toEqual([token]);
  });

  it('is an unsigned token, too', () => {
    const token = `${jwt({ alg: 'none' }).split('.').slice(0, 2).join('.')}.`;
    expect(found('JSON_WEB_TOKEN', token)).toEqual([token]);
  });

  it('has a header that may end in any place of a group of characters, with blanks behind it', () => {
    for (const padding of ['', 'a', 'ab', 'abc']) {
      for (const header of [`{"alg":"HS256","kid":"${padding}"}`, `{"alg":"none${padding}"} \n`]) {
        const token = jwt(header);
        expect(found('JSON_WEB_TOKEN', token)).toEqual([token]);
      }
    }
  });

  it('is an encrypted token of five segments', () => {
    const token = `${jwt({ alg: 'dir', enc: 'A128GCM' })}.${random(40)}.${random(22)}`;
    expect(found('JSON_WEB_TOKEN', token)).toEqual([token]);
  });

  it.each([
    ['names no algorithm', { typ: 'JWT' }],
    ['has an algorithm that is no text', { alg: 7 }],
    ['hides it in a prototype', '{"__proto__":{"alg":"HS256"}}'],
    ['is no JSON', '{"alg":"HS256"'],
  ])('is nothing whose header %s', (_, header) => {
    expect(found('JSON_WEB_TOKEN', jwt(header))).toEqual([]);
  });
});

describe('API_TOKEN', () => {
  for (const [vendor, token] of Object.entries(vendorTokens)) {
    it(`is a token of ${vendor}, wherever it stands`, () => {
      expect(found('API_TOKEN', `please use ${token} for now`)).toEqual([token]);
      expect(found('API_TOKEN', `["${token}"]`)).toEqual([token]);
      expect(found('API_TOKEN', `X=${token}`)).toEqual([token]);
    });

    it(`is no token of ${vendor} that is too short or glued to a word`, () => {
      expect(found('API_TOKEN', `see ${token.slice(0, 12)} here`)).toEqual([]);
      expect(found('API_TOKEN', `see x${token}`)).toEqual([]);
    });
  }

  it('is the token of a Telegram bot', () => {
    const token = `123456789:AA${random(33)}`;
    expect(found('API_TOKEN', `curl bot ${token}`)).toEqual([token]);
  });

  it.each(['api_key = ', 'API-Key: ', '"client_secret": "', 'Authorization: Bearer ', 'AccountKey=', 'token is '])(
    'is a random value after %s',
    (label) => {
      expect(found('API_TOKEN', `x ${label}${random(32)}" y`)).toEqual([random(32)]);
    },
  );

  it.each([
    ['a random value that nothing announces', `the build ${random(32)} failed`],
    ['a hash', `commit ${hex(40)}`],
    ['words', 'token: the-name-of-the-secret-in-the-vault'],
    ['a path', 'secret: /var/lib/service/keys/current2'],
    ['letters alone', 'api_key = abcdefghijklmnopqrstuvwxyz'],
    ['one character over and over', 'api_key = a1a1a1a1a1a1a1a1a1a1a1a1a1'],
    ['a short value', 'api_key = a1b2c3d4'],
  ])('is not %s', (_, text) => {
    expect(found('API_TOKEN', text)).toEqual([]);
  });
});

describe('CRYPTO', () => {
  it.each([
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4',
    'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
    'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx',
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    '0x52908400098527886E0F7030069857D2E4169EE7',
  ])('is the address %s', (address) => {
    expect(found('CRYPTO', `send to ${address}, thanks`)).toEqual([address]);
    expect(found('CRYPTO', `send to ${address} thanks`)).toEqual([address]);
    expect(found('CRYPTO', `x${address}`)).toEqual([]);
  });

  it.each([
    ['one changed character in Base58', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'],
    ['one changed character in Bech32', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5'],
    ['capitals and small letters in Bech32', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4'],
    ['a digit too few of Ethereum', '0x52908400098527886E0F7030069857D2E4169EE'],
    ['a hash', hex(64)],
  ])('is not %s', (_, text) => {
    expect(found('CRYPTO', text)).toEqual([]);
  });

  it('refuses what is no Base58, whatever its length', () => {
    expect(isBase58Check('')).toBe(false);
    expect(isBase58Check('1'.repeat(26))).toBe(false);
    expect(isBase58Check('z'.repeat(60))).toBe(false);
    expect(isBase58Check('0OIl')).toBe(false);
  });

  it('refuses Bech32 characters outside its alphabet', () => {
    expect(isBech32('bc1b')).toBe(false);
    expect(isBech32('')).toBe(false);
  });
});

describe('PASSWORD', () => {
  it.each([
    ['postgres://app:s3cr3t!@db.internal:5432/x', ['s3cr3t!']],
    ['redis://:hunter2@cache', ['hunter2']],
    ['Passwort: geheim7!', ['geheim7']],
    ['das Passwort ist geheim7', ['geheim7']],
    ['https://example.com/a:b', []],
    ['https://user@example.com', []],
  ])('in %s', (text, expected) => {
    expect(found('PASSWORD', text)).toEqual(expected);
  });
});
