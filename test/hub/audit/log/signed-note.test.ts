import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFlawed } from '../../../../hub/audit/log/flawed.ts';
import { type NoteKey, noteKeyText, parseNoteKey } from '../../../../hub/audit/log/note-key.ts';
import { formatNote, parseNote, signersOf } from '../../../../hub/audit/log/signed-note.ts';
import { faultOf } from '../../gateway/faults.ts';
import { newSigner, signedCheckpoint, type TestSigner } from './made-log.ts';
import { witness } from './witness.ts';

const text = 'first line\n\nthird line\n';

/** From the documentation of Go's golang.org/x/mod/sumdb/note. */
const published = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note:
    'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n\n— PeterNeumann ' +
    'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

function note(body: string, ...signers: readonly TestSigner[]): Buffer {
  const signatures = signers.map(({ key, sign }) => ({ name: key.name, id: key.id, bytes: sign(body) }));
  return Buffer.from(formatNote({ text: body, signatures }));
}

function signers(bytes: Uint8Array, ...keys: readonly NoteKey[]): readonly string[] | string {
  const parsed = parseNote(bytes);
  if (isFlawed(parsed)) return parsed.flaw;
  const found = signersOf(parsed, keys);
  return isFlawed(found) ? found.flaw : found.map(({ name }) => name);
}

const one = newSigner('example.com/one');
const two = newSigner('example.com/two', generateKeyPairSync('ec', { namedCurve: 'P-256' }));

describe('a signed note', () => {
  it('that others published verifies', () => {
    expect(signers(Buffer.from(published.note.replace('’', "'")), parseNoteKey(published.key))).toEqual([
      'PeterNeumann',
    ]);
  });

  it('is signed by those whose keys verify: Ed25519 and ECDSA', () => {
    expect(signers(note(text, one, two), one.key, two.key)).toEqual(['example.com/one', 'example.com/two']);
  });

  it.each(['P-256', 'P-384', 'P-521'])('may be signed with ECDSA on %s', (namedCurve) => {
    const signer = newSigner('example.com/ec', generateKeyPairSync('ec', { namedCurve }));
    expect(signers(note(text, signer), signer.key)).toEqual(['example.com/ec']);
  });

  it('is taken apart at its last empty line', () => {
    const parsed = parseNote(note(text, one));
    expect(parsed).toMatchObject({ text });
  });

  it('passes over signatures of keys that nobody knows', () => {
    expect(signers(note(text, two, one), one.key)).toEqual(['example.com/one']);
    expect(signers(note(text, two), one.key)).toEqual([]);
  });

  it('passes over a key of the same name with another id', () => {
    const namesake = newSigner('example.com/one');
    expect(signers(note(text, namesake), one.key)).toEqual([]);
  });

  it('is flawed as a whole where a signature of a known key does not verify', () => {
    const forged = { ...two, sign: () => one.sign('something else\n') };
    expect(signers(note(text, one, forged), one.key, two.key)).toBe(
      'the signature of example.com/two is not over this text',
    );
  });

  it('counts a key once, however often it signed', () => {
    expect(signers(note(text, one, one), one.key)).toEqual(['example.com/one']);
  });

  it('verifies no more once any byte of it is altered', () => {
    const sound = note(text, one);
    fc.assert(
      fc.property(fc.nat({ max: sound.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(sound);
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(signers(altered, one.key)).not.toEqual(['example.com/one']);
      }),
    );
  });

  it('takes no bytes for a note without saying why', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof signers(bytes, one.key)).toBe('string');
      }),
    );
  });

  const sound = note(text, one).toString();
  it.each([
    ['without a signature', `${text}\n`, 'does not end with a whole signature line'],
    ['without an empty line', sound.replaceAll('\n\n', '\n'), 'no empty line'],
    ['without its last line end', sound.slice(0, -1), 'does not end with a whole signature line'],
    ['with a tab', sound.replace('first ', 'first\t'), 'control characters'],
    ['with a carriage return', sound.replace('first line', 'first line\r'), 'control characters'],
    ['with a hyphen for the dash', sound.replace('—', '-'), 'a signature line'],
    ['with two spaces', sound.replace('— ', '—  '), 'a signature line'],
    ['with a plus in a name', sound.replace('com/one', 'com+one'), 'a signature line'],
    ['with a no-break space in a name', sound.replace('com/one', 'com one'), 'a signature line'],
    ['with unpadded base64', sound.replace(/=*\n$/, '\n'), 'a signature line'],
    ['with text behind a signature', `${sound.slice(0, -1)} \n`, 'a signature line'],
    ['with a signature of four bytes', `${text}\n— name AAAAAA==\n`, 'a signature line'],
    ['with 101 signatures', `${text}\n${'— name AAAAAAA=\n'.repeat(101)}`, 'more than 100 signatures'],
  ])('%s is refused', (_, altered, why) => {
    expect(signers(Buffer.from(altered), one.key)).toContain(why);
  });

  it('is refused where its base64 has bits that mean nothing', () => {
    const line = '— name AAAAAAB=\n';
    expect(signers(Buffer.from(`${text}\n${line}`), one.key)).toContain('a signature line');
  });

  it('is refused where it is not UTF-8, or too large', () => {
    expect(signers(Buffer.concat([Buffer.of(0xff), note(text, one)]), one.key)).toContain('UTF-8');
    expect(signers(Buffer.alloc(200_000, 'a'), one.key)).toContain('larger than');
  });
});

describe('a cosignature', () => {
  const checkpoint = { origin: 'example.com/one', size: 3, root: Buffer.alloc(32, 7) };

  it('of a known witness counts, over the time that it says', () => {
    const seen = witness('witness.example/w1', 1_679_315_147);
    expect(signers(signedCheckpoint(checkpoint, one, seen), one.key, seen.key)).toEqual([
      'example.com/one',
      'witness.example/w1',
    ]);
    expect(seen.key.role).toBe('witness');
  });

  it('does not verify where its time was altered', () => {
    const seen = witness('witness.example/w1', 1_679_315_147);
    const later = { ...seen, sign: (body: string) => Buffer.from(seen.sign(body)).fill(1, 7, 8) };
    expect(signers(signedCheckpoint(checkpoint, one, later), one.key, seen.key)).toContain(
      'witness.example/w1 is not over',
    );
  });
});

describe('the key of a note', () => {
  it('is read back as it was written', () => {
    for (const { vkey, key } of [one, two]) expect(vkey.startsWith(`${key.name}+${key.id}+`)).toBe(true);
  });

  it('of ECDSA has the hash of the key alone as its id, whatever its name', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ids = ['a', 'b'].map((name) => parseNoteKey(noteKeyText(name, publicKey)).id);
    expect(ids[0]).toBe(ids[1]);
  });

  it('is refused once any character of it is altered', () => {
    const { vkey } = one;
    fc.assert(
      fc.property(fc.nat({ max: vkey.length - 1 }), fc.constantFrom(...'aZ09+/= '), (at, character) => {
        fc.pre(vkey[at] !== character);
        expect(() => parseNoteKey(vkey.slice(0, at) + character + vkey.slice(at + 1))).toThrow(
          'is not the key of a log',
        );
      }),
    );
  });

  it.each(['', 'name', 'name+0123abcd', 'name+0123abcd+', '+0123abcd+AQ==', 'a b+00000000+AQ==', 'x'.repeat(100_000)])(
    'is never %.40o',
    async (text) => {
      const fault = await faultOf(Promise.resolve().then(() => parseNoteKey(text)));
      expect(fault.code).toBe('usage');
      expect(fault.message.length).toBeLessThan(500);
    },
  );

  it('of RSA, or on a curve without a type, is none', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(() => parseNoteKey(noteKeyText('rsa', publicKey))).toThrow('P-256, P-384 or P-521');
    const bitcoin = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    expect(() => parseNoteKey(noteKeyText('k1', bitcoin.publicKey))).toThrow('P-256, P-384 or P-521');
  });
});
