import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SignedRequest, verifySigV4 } from '../../../../hub/gateway/sigv4/verify.ts';
import { options, signed } from './signed-request.fixture.ts';

const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 12,
});
const query = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.string({ maxLength: 12 }), { maxKeys: 3 });
const choices = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  path: fc
    .array(visible.map(encodeURIComponent), { minLength: 1, maxLength: 4 })
    .map((parts) => `/m/${parts.join('/')}`),
  query,
  headers: fc.dictionary(fc.stringMatching(/^x-gatehouse-[a-z]{1,5}$/), visible, { maxKeys: 2 }),
  body: fc.string({ maxLength: 300 }),
});
const withoutDots = choices.filter(({ path }) => !path.split('/').some((part) => part === '.' || part === '..'));

/** Puts another character at one place. */
function altered(text: string, at: number, by: number): string {
  if (text === '') return 'x';
  const index = at % text.length;
  const code = 0x21 + ((text.charCodeAt(index) - 0x21 + 1 + (by % 93)) % 94);
  return text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1);
}

type Mutation = (request: SignedRequest, at: number, by: number) => SignedRequest;

const setHeader = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

const mutations: Record<string, Mutation> = {
  method: (request) => ({ ...request, method: request.method === 'GET' ? 'POST' : 'GET' }),
  path: (request, at, by) => {
    const [path = '', search] = request.path.split('?');
    const changed = `/${altered(path.slice(1), at, by)}`;
    return { ...request, path: search === undefined ? changed : `${changed}?${search}` };
  },
  'path length': (request) => ({ ...request, path: request.path.replace('/m/', '/m//') }),
  query: (request) => ({ ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}added=1` }),
  'content type': (request) => setHeader(request, 'content-type', 'text/plain'),
  host: (request, at, by) => setHeader(request, 'host', altered(String(request.headers.host), at, by)),
  date: (request) => setHeader(request, 'x-amz-date', '20261120T120001Z'),
  'one bit of the body': (request, at, by) => {
    const body = request.body.length === 0 ? Buffer.from([by % 256]) : Buffer.from(request.body);
    if (request.body.length > 0) body[at % body.length]! ^= 1 << (by % 8);
    return { ...request, body };
  },
  'body and its claimed hash': (request) => {
    const { 'x-amz-content-sha256': _, ...headers } = request.headers;
    return { ...request, headers, body: Buffer.concat([request.body, Buffer.from(' ')]) };
  },
  authorization: (request, at, by) =>
    setHeader(request, 'authorization', altered(String(request.headers.authorization), at, by)),
};

describe('any request', () => {
  it('that is signed is verified', async () => {
    await fc.assert(
      fc.asyncProperty(withoutDots, async (chosen) => {
        expect(verifySigV4(await signed(chosen), options()).kind).toBe('verified');
      }),
      { numRuns: 300 },
    );
  });

  it.each(Object.entries(mutations))('whose %s was changed after signing is refused', async (_, mutate) => {
    await fc.assert(
      fc.asyncProperty(withoutDots, fc.nat(10_000), fc.nat(10_000), async (chosen, at, by) => {
        expect(verifySigV4(mutate(await signed(chosen), at, by), options()).kind).toBe('refusal');
      }),
      { numRuns: 150 },
    );
  });

  it('made of noise is refused without an exception', () => {
    const noise = fc.record({
      method: fc.string(),
      path: fc.string({ unit: 'binary' }),
      headers: fc.dictionary(
        fc.oneof(fc.constantFrom('authorization', 'x-amz-date', '__proto__', 'host'), fc.string()),
        fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string())),
      ),
      body: fc.uint8Array(),
    });
    fc.assert(
      fc.property(noise, (request) => {
        expect(verifySigV4(request, options()).kind).toBe('refusal');
      }),
      { numRuns: 500 },
    );
  });
});
