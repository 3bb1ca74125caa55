import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.ts';
import type { LoadJob } from './load-job.ts';
import { completeMark, RequestBody, requestPaths, textMark } from './payload.ts';
import { RequestSigner } from './sign.ts';

export interface Call {
  readonly totalMs: number;
  /** From sending the request to the first event with text; streams only. */
  readonly firstTextMs: number | undefined;
  /** Status 200 and a complete answer. */
  readonly good: boolean;
  readonly status: number;
}

/** One connection that makes one call after the other, each freshly signed, on a bare socket: the client must stay cheap. */
export class Caller {
  readonly #socket: Socket;
  readonly #body = new RequestBody();
  readonly #signer: RequestSigner;
  readonly #head: string;
  readonly #name: string;
  #calls = 0;
  #startedAt = 0;
  #firstTextAt: number | undefined;
  #settle: { resolve(call: Call): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket, job: LoadJob, index: number) {
    const host = `127.0.0.1:${job.port}`;
    const path = requestPaths[job.mode];
    this.#socket = socket;
    this.#signer = new RequestSigner(job.credentials, job.scope, host, path);
    this.#name = `${job.id}-${index}`;
    this.#head =
      `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
      `content-length: ${this.#body.bytes.length}\r\n`;
    const reader = new AnswerReader({
      completeMark: completeMark[job.mode],
      textMark,
      onFirstText: () => {
        this.#firstTextAt = performance.now();
      },
      onEnd: (status, complete) => this.#end(status, complete),
    });
    socket.on('data', (data: Buffer) => reader.push(data));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => this.#settle?.reject(new Error('The server closed the connection during a call.')));
  }

  static async connect(job: LoadJob, index: number): Promise<Caller> {
    const socket = connect({ port: job.port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Caller(socket, job, index);
  }

  call(): Promise<Call> {
    this.#body.vary(this.#calls);
    const signed = this.#signer.sign(this.#body.bytes, `${this.#name}-${this.#calls++}`);
    let head = this.#head;
    for (const name in signed) head += `${name}: ${signed[name]}\r\n`;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#firstTextAt = undefined;
      this.#startedAt = performance.now();
      this.#socket.cork();
      this.#socket.write(`${head}\r\n`, 'latin1');
      this.#socket.write(this.#body.bytes);
      this.#socket.uncork();
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #end(status: number, complete: boolean): void {
    const settle = this.#settle;
    this.#settle = undefined;
    const firstTextMs = this.#firstTextAt === undefined ? undefined : this.#firstTextAt - this.#startedAt;
    settle?.resolve({
      totalMs: performance.now() - this.#startedAt,
      firstTextMs,
      good: status === 200 && complete,
      status,
    });
  }
}
