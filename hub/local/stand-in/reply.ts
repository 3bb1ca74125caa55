/** What the stand-in sends back: a whole body, or the frames of an event stream. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: { readonly body: Uint8Array } | { readonly frames: readonly Uint8Array[] };
}

/** A service error on its way out: thrown by readers and handlers, turned into a reply by the router. */
export class ServiceError extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, status: number, message: string) {
    super(message);
    this.name = 'ServiceError';
    this.type = type;
    this.status = status;
  }
}

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', 400, message);
}

export function jsonReply(value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...headers },
    content: { body: Buffer.from(JSON.stringify(value)) },
  };
}

export function streamReply(frames: readonly Uint8Array[], headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream', ...headers },
    content: { frames },
  };
}

/** AWS's REST-JSON error form: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization */
export function errorReply(error: ServiceError): Reply {
  return {
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.type },
    content: { body: Buffer.from(JSON.stringify({ message: error.message })) },
  };
}
