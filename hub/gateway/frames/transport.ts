/** The way to another function of the hub. On AWS it is InvokeWithResponseStream. */
export interface HandlerTransport {
  /**
   * @param payload JSON in UTF-8, at most `largestPayloadBytes`.
   * @returns what the function writes, cut anywhere. Rejects only where the function was certainly not asked: then nothing is charged. Where it may have been (a connection that
   * broke before the first byte, silence for too long), what is returned faults when it is read.
   */
  invoke(payload: Uint8Array): Promise<AsyncIterable<Uint8Array>>;
}

/** What Lambda takes in one invocation: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution */
export const largestPayloadBytes = 6 * 1024 * 1024;
