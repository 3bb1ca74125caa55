import { createReadStream } from 'node:fs';
import { GatehouseFault } from '../../shared/errors.ts';
import { unreadable } from '../evaluation/read-data.ts';

/** Most bytes of a text that is screened as one: the same order as a gateway's largest body. */
const mostBytes = 1 << 26;

/** The bytes of a file, or of standard input where there is none. Throws GatehouseFault `usage` where the file cannot be read. */
export async function* bytesOf(file: string | undefined): AsyncGenerator<Uint8Array> {
  if (file === undefined) {
    yield* process.stdin as AsyncIterable<Uint8Array>;
    return;
  }
  try {
    yield* createReadStream(file) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** All of it as one text. Throws GatehouseFault `usage` where it is too large or not UTF-8. */
export async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks, length));
  } catch (cause) {
    throw new GatehouseFault('usage', 'The text is not UTF-8.', 'Convert it, or screen the text of a document.', {
      cause,
    });
  }
}

function tooLarge(): GatehouseFault {
  return new GatehouseFault(
    'usage',
    `The text is larger than ${mostBytes} bytes.`,
    'Screen it in pieces, as lines of --jsonl.',
  );
}
