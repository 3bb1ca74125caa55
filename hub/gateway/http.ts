/**
 * One HTTP exchange as the gateway sees it, whatever carried it: the local listener (HTTP/1.1 or HTTP/2) or API Gateway. The body is whole,
 * because screening and signature both need all of it; answers may be streamed.
 */
export interface InboundRequest {
  readonly method: string;
  /** As it stood on the wire: undecoded, with its query. The signature covers exactly these characters. Always begins with `/`. */
  readonly path: string;
  /** Lower-case names, no prototype, each at most once. HTTP/2's `:authority` is `host`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly remoteAddress: string;
  /** Milliseconds since the epoch at which the head of the request had arrived. */
  readonly receivedAtMs: number;
  readonly http: '1.1' | '2';
  /** Aborts when the client goes away before its answer is complete. For the record: the model is drained all the same. */
  readonly disconnected: AbortSignal;
}

export interface OutboundResponse {
  readonly status: number;
  /** Lower-case names. No `content-length` and no `transfer-encoding`: the transport adds what its protocol needs. */
  readonly headers: Readonly<Record<string, string>>;
  /** An iterable is always read to its end, even when nobody receives it any more. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}
