import fc from 'fast-check';
import type { Header } from '../faults/sign-request.ts';
import { brokenBody, mutatedBody } from './mutate-body.ts';
import { marker, plainCall, validCalls } from './valid-calls.ts';
import { hostileHeaders, hostilePaths, hostileStsForms, rawFramings } from './wire-tricks.ts';

/** What a request must meet with, whatever else: an answer that is typed, or, where the bytes are no request, perhaps just the end of the connection. */
export type Expectation = 'answer' | 'answer-or-close';

export interface HostileRequest {
  /** Which generator made it. */
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** Application whose role signs it, and how; undefined: unsigned. */
  readonly signing: { readonly application: string; readonly flaw: SignatureFlaw } | undefined;
  readonly framing: 'length' | 'chunked' | 'length-too-long' | 'length-too-short';
  readonly expectation: Expectation;
  /** The answer's refusal code, where the fault is one that has exactly one. */
  readonly refusal?: string;
  /** Sent as it stands instead of everything above. */
  readonly raw?: Uint8Array;
}

export const signatureFlaws = [
  'none',
  'wrong-secret',
  'no-token',
  'other-token',
  'stale',
  'early',
  'other-region',
  'other-service',
  'body-changed',
  'path-changed',
  'header-unsigned',
  'unknown-key',
  'bearer',
  'garbage',
] as const;
export type SignatureFlaw = (typeof signatureFlaws)[number];

const plainBody = Buffer.from(JSON.stringify(plainCall.body));

function toGateway(change: Partial<HostileRequest> & Pick<HostileRequest, 'kind'>): HostileRequest {
  return {
    method: 'POST',
    path: plainCall.path,
    headers: [['content-type', 'application/json']],
    body: plainBody,
    signing: { application: plainCall.application, flaw: 'none' },
    framing: 'length',
    expectation: 'answer',
    ...change,
  };
}

const bodies = (kind: string, make: (body: object) => fc.Arbitrary<Uint8Array>): fc.Arbitrary<HostileRequest> =>
  fc
    .constantFrom(...validCalls)
    .chain(({ application, path, body }) =>
      make(body).map((bytes) => toGateway({ kind, path, body: bytes, signing: { application, flaw: 'none' } })),
    );

/** A body of exactly `bytes` bytes that is valid but for its size. */
function bodyOfSize(bytes: number): Buffer {
  const [before = '', after = ''] = JSON.stringify({
    messages: [{ role: 'user', content: [{ text: `${marker} FILL` }] }],
  }).split('FILL');
  return Buffer.from(before + 'lorem ip'.repeat(bytes).slice(0, bytes - before.length - after.length) + after);
}

const sizes = (maxBodyBytes: number): fc.Arbitrary<HostileRequest> =>
  fc.tuple(fc.constantFrom(-1, 0, 1, 2, 4096), fc.constantFrom('length', 'chunked')).map(([offset, framing]) =>
    toGateway({
      kind: `size ${offset} ${framing}`,
      body: bodyOfSize(maxBodyBytes + offset),
      framing,
      ...(offset > 0 && { refusal: 'body_too_large' }),
    }),
  );

const lengths: fc.Arbitrary<HostileRequest> = fc
  .constantFrom('length-too-long', 'length-too-short')
  .map((framing) => toGateway({ kind: framing, framing, expectation: 'answer-or-close' }));

const signatures: fc.Arbitrary<HostileRequest> = fc.oneof(
  fc.constant(toGateway({ kind: 'unsigned', signing: undefined })),
  fc
    .constantFrom(...signatureFlaws.filter((flaw) => flaw !== 'none'))
    .map((flaw) => toGateway({ kind: `signature ${flaw}`, signing: { application: plainCall.application, flaw } })),
);

const otherApplication = toGateway({
  kind: 'path of another application',
  path: '/apps/research-desk/model/us.amazon.nova-2-lite-v1%3A0/converse',
  refusal: 'application_mismatch',
});

const paths: fc.Arbitrary<HostileRequest> = fc.oneof(
  { weight: 12, arbitrary: hostilePaths.map((path) => toGateway({ kind: 'path', path })) },
  { weight: 1, arbitrary: fc.constant(otherApplication) },
);

const headers: fc.Arbitrary<HostileRequest> = hostileHeaders.map(({ name, headers, whole }) =>
  toGateway({
    kind: `header ${name}`,
    headers: [['content-type', 'application/json'], ...headers],
    expectation: whole ? 'answer' : 'answer-or-close',
  }),
);

const methods: fc.Arbitrary<HostileRequest> = fc
  .constantFrom('GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND', 'TRACE', 'CONNECT', 'BREW', 'post')
  .map((method) =>
    toGateway({
      kind: `method ${method}`,
      method,
      expectation: ['CONNECT', 'BREW', 'post', 'TRACE'].includes(method) ? 'answer-or-close' : 'answer',
    }),
  );

const sts: fc.Arbitrary<HostileRequest> = hostileStsForms.map(({ method, path, body, contentType }) =>
  toGateway({
    kind: 'sts',
    method,
    path,
    headers: [['content-type', contentType]],
    body,
    signing: { application: 'sts', flaw: 'none' },
  }),
);

const framings: fc.Arbitrary<HostileRequest> = rawFramings.map((raw) =>
  toGateway({ kind: 'framing', raw, signing: undefined, expectation: 'answer-or-close' }),
);

/** Most are signed well, so that they get behind the door. */
export function hostileRequests(maxBodyBytes: number): fc.Arbitrary<HostileRequest> {
  return fc.oneof(
    { weight: 46, arbitrary: bodies('mutated body', mutatedBody) },
    { weight: 16, arbitrary: bodies('broken body', brokenBody) },
    { weight: 8, arbitrary: paths },
    { weight: 8, arbitrary: headers },
    { weight: 6, arbitrary: sizes(maxBodyBytes) },
    { weight: 6, arbitrary: signatures },
    { weight: 4, arbitrary: sts },
    { weight: 2, arbitrary: methods },
    { weight: 2, arbitrary: framings },
    { weight: 2, arbitrary: lengths },
  );
}
