/** Sends a reply as slowly, or as incompletely, as the settings say. Works on HTTP/1.1 and HTTP/2 alike. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { setTimeout as timer } from 'node:timers/promises';
import { exceptionFrame } from './frames.ts';
import type { Reply } from './reply.ts';
import type { Settings } from './settings.ts';

export type Response = ServerResponse | Http2ServerResponse;

/** Does not keep a process alive: the server that waits does. */
function delay(milliseconds: number): Promise<void> {
  return timer(milliseconds, undefined, { ref: false });
}

export async function deliver(reply: Reply, response: Response, requestId: string, settings: Settings): Promise<void> {
  if (settings.latencyMs > 0) await delay(settings.latencyMs);
  if (response.destroyed) return;
  const { content } = reply;
  const length = 'body' in content ? { 'content-length': String(content.body.length) } : {};
  (response as ServerResponse).writeHead(reply.status, { ...reply.headers, ...length, 'x-amzn-requestid': requestId });
  if ('frames' in content) await deliverFrames(content.frames, response, settings);
  else if (settings.break?.with === 'cut') cut(response, content.body.subarray(0, content.body.length >> 1));
  else end(response, content.body);
}

/** The compatibility classes of node:http2 declare these methods apart, though they are the same. */
function end(response: Response, bytes: Uint8Array): void {
  (response as ServerResponse).end(bytes);
}

async function deliverFrames(all: readonly Uint8Array[], response: Response, settings: Settings): Promise<void> {
  const frames = settings.break === null ? all : brokenOff(all, settings.break);
  const cuts = settings.break?.with === 'cut';
  if (settings.interEventMs === 0) {
    const bytes = frames.length === 1 && frames[0] !== undefined ? frames[0] : Buffer.concat(frames);
    if (cuts) cut(response, bytes);
    else end(response, bytes);
    return;
  }
  for (const frame of frames) {
    if (response.destroyed) return;
    if (!(response as ServerResponse).write(frame))
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
    await delay(settings.interEventMs);
  }
  if (cuts) cut(response, new Uint8Array());
  else response.end();
}

function brokenOff(frames: readonly Uint8Array[], rule: NonNullable<Settings['break']>): readonly Uint8Array[] {
  const before = frames.slice(0, rule.afterEvents);
  return rule.with === 'cut' ? before : [...before, exceptionFrame(rule.with, 'The model stream was broken off.')];
}

/** Lets the bytes reach the wire, then drops the connection (HTTP/1.1) or resets the stream (HTTP/2) without an end. */
function cut(response: Response, bytes: Uint8Array): void {
  (response as ServerResponse).write(bytes, () => {
    if ('stream' in response) response.stream.close(2 /* INTERNAL_ERROR, RFC 9113 section 7 */);
    else response.socket?.destroy();
  });
}
