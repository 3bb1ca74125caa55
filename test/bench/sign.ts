import { createHmac, hash } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface SigningScope {
  readonly region: string;
  /** Signing name, such as `bedrock`. */
  readonly service: string;
}

/**
 * Signs POST requests with AWS Signature Version 4 at the price of two hashes and one HMAC each: everything but body, time and nonce is
 * prepared once for each path.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class RequestSigner {
  readonly #credentials: Credentials;
  readonly #scope: SigningScope;
  readonly #beforeNonce: string;
  readonly #betweenNonceAndDate: string;
  readonly #afterDate: string;
  #day = '';
  #dayKey = Buffer.alloc(0);

  /** `path`: as it goes on the wire. `host`: as in the Host header. */
  constructor(credentials: Credentials, scope: SigningScope, host: string, path: string) {
    this.#credentials = credentials;
    this.#scope = scope;
    // Every service but S3 encodes the path, which is encoded already, once more.
    const canonicalPath = path.split('/').map(encodeURIComponent).join('/');
    const token = credentials.sessionToken;
    const names = `amz-sdk-invocation-id;host;x-amz-date${token ? ';x-amz-security-token' : ''}`;
    this.#beforeNonce = `POST\n${canonicalPath}\n\namz-sdk-invocation-id:`;
    this.#betweenNonceAndDate = `\nhost:${host}\nx-amz-date:`;
    this.#afterDate = `${token ? `\nx-amz-security-token:${token}` : ''}\n\n${names}\n`;
  }

  /** The headers to send beside Host. `nonce` must differ from call to call: equal calls of one second would share a signature. */
  sign(body: Uint8Array, nonce: string, nowMs = Date.now()): Record<string, string> {
    const date = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
    const canonical = `${this.#beforeNonce}${nonce}${this.#betweenNonceAndDate}${date}${this.#afterDate}${hash('sha256', body)}`;
    const credentialScope = `${date.slice(0, 8)}/${this.#scope.region}/${this.#scope.service}/aws4_request`;
    const toSign = `AWS4-HMAC-SHA256\n${date}\n${credentialScope}\n${hash('sha256', canonical)}`;
    const signature = createHmac('sha256', this.#keyOf(date.slice(0, 8)))
      .update(toSign)
      .digest('hex');
    const { accessKeyId, sessionToken } = this.#credentials;
    const names = this.#afterDate.slice(this.#afterDate.lastIndexOf('\n\n') + 2, -1);
    return {
      'amz-sdk-invocation-id': nonce,
      'x-amz-date': date,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${credentialScope}, SignedHeaders=${names}, Signature=${signature}`,
    };
  }

  #keyOf(day: string): Buffer {
    if (day === this.#day) return this.#dayKey;
    const parts = [day, this.#scope.region, this.#scope.service, 'aws4_request'];
    const start = Buffer.from(`AWS4${this.#credentials.secretAccessKey}`);
    this.#dayKey = parts.reduce((key, part) => createHmac('sha256', key).update(part).digest(), start);
    this.#day = day;
    return this.#dayKey;
  }
}
