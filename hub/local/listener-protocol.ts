import type { Socket } from 'node:net';

export type Protocol = 'http1' | 'http2';

/** RFC 9113, 3.4: the preface of HTTP/2 with prior knowledge begins so, and no HTTP/1.1 method does. */
const preface = Buffer.from('PRI ', 'latin1');

/**
 * Tells from its first bytes which protocol a new connection speaks, and pushes them back for whoever serves it. Decides as soon as it can: one
 * byte is enough for most methods. A connection that says nothing for `timeoutMs` is dropped.
 */
export function detectProtocol(socket: Socket, timeoutMs: number, decided: (protocol: Protocol) => void): void {
  let head: Buffer = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  const finish = (): void => {
    clearTimeout(timer);
    socket.off('readable', look).off('close', finish).off('error', ignore);
  };
  const look = (): void => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    const compared = Math.min(head.length, preface.length);
    const alike = head.subarray(0, compared).equals(preface.subarray(0, compared));
    if (alike && compared < preface.length) return;
    finish();
    socket.unshift(head);
    decided(alike ? 'http2' : 'http1');
  };
  socket.on('readable', look).on('close', finish).on('error', ignore);
}

/** A connection that breaks before its first request concerns nobody; `close` cleans up. */
function ignore(): void {}
