import { setImmediate } from 'node:timers/promises';
import { FrameReader } from '../../hub/gateway/event-stream.ts';
import { type Credentials, signRequest } from './sign-request.ts';

export interface SentCall {
  readonly streamed: boolean;
  /** Undefined where not even the head of an answer came back. */
  readonly recordId: string | undefined;
  /** Whether the caller holds the answer's end: the whole document, or the events that end the message. */
  readonly complete: boolean;
  /** Whether the connection broke before the answer's end. */
  readonly cut: boolean;
}

export interface Caller {
  readonly origin: string;
  readonly credentials: Credentials;
}

const model = '/apps/claims-assistant/model/us.amazon.nova-2-lite-v1%3A0';
const body = Buffer.from(
  JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Sort this claim, please.' }] }] }),
);

/** One signed Converse or ConverseStream call, read as far as it goes. */
export async function call({ origin, credentials }: Caller, streamed: boolean): Promise<SentCall> {
  const path = `${model}/${streamed ? 'converse-stream' : 'converse'}`;
  const { host } = new URL(origin);
  const headers = [['content-type', 'application/json']] as const;
  const scope = { region: 'us-east-1', service: 'bedrock' };
  const signed = signRequest({ method: 'POST', path, host, headers, body }, credentials, scope);
  let answer: Response;
  try {
    answer = await fetch(`${origin}${path}`, { method: 'POST', headers: Object.fromEntries(signed), body });
  } catch {
    return { streamed, recordId: undefined, complete: false, cut: true };
  }
  const recordId = answer.headers.get('x-gatehouse-record') ?? undefined;
  const { bytes, cut } = await readAsFarAsItGoes(answer);
  const complete = answer.status === 200 && (streamed ? hasEndOfMessage(bytes) : !cut);
  return { streamed, recordId, complete, cut };
}

/** Callers that call one call after another until they are told to stop. Answers every call that was made. */
export async function load(caller: Caller, callers: number, until: AbortSignal): Promise<readonly SentCall[]> {
  const sent: SentCall[] = [];
  const work = async (serial: number) => {
    for (let turn = serial; !until.aborted; turn++) {
      sent.push(await call(caller, turn % 2 === 0));
      // Where the hub is gone, refused connections must not keep the timers from being served.
      await setImmediate();
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, serial) => work(serial)));
  return sent;
}

async function readAsFarAsItGoes(answer: Response): Promise<{ readonly bytes: Buffer; readonly cut: boolean }> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of answer.body ?? []) pieces.push(piece);
    return { bytes: Buffer.concat(pieces), cut: false };
  } catch {
    return { bytes: Buffer.concat(pieces), cut: true };
  }
}

function hasEndOfMessage(bytes: Buffer): boolean {
  return new FrameReader().push(bytes).some(({ headers }) => headers.eventType === 'messageStop');
}
