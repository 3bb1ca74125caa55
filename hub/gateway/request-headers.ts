import { type Refusal, refuse } from '../../shared/contract/refusals.ts';

/** SDKs send fewer than thirty. */
const mostHeaders = 100;

/** Headers whose values are lists, so that saying them twice is saying one list. Everything else means one thing and is said once. */
const listSeparators: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  accept: ', ',
  'accept-encoding': ', ',
  'accept-language': ', ',
  'cache-control': ', ',
  connection: ', ',
  cookie: '; ',
  forwarded: ', ',
  te: ', ',
  via: ', ',
  'x-forwarded-for': ', ',
});

/**
 * Node's flat list of names and values as a record without prototype. Who reads the first of two equal headers and who reads the last is how
 * requests are smuggled and signatures evaded, so a repeated header is refused. HTTP/2's `:authority` becomes `host`; the other pseudo
 * headers are left out.
 */
export function readHeaders(raw: readonly string[]): Record<string, string> | Refusal {
  if (raw.length > 2 * mostHeaders)
    return refuse('request_malformed', `A request may have at most ${mostHeaders} headers.`);
  const headers: Record<string, string> = Object.create(null);
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = headerName(raw[index] ?? '');
    const value = raw[index + 1] ?? '';
    if (name === undefined) continue;
    const before = headers[name];
    const separator = listSeparators[name];
    if (before === undefined) headers[name] = value;
    else if (separator !== undefined) headers[name] = before + separator + value;
    // RFC 9113, 8.3.1: `host` may come beside `:authority` if it says the same.
    else if (name !== 'host' || before !== value) return repeated();
  }
  return headers;
}

function headerName(raw: string): string | undefined {
  if (raw === ':authority') return 'host';
  return raw.startsWith(':') ? undefined : raw.toLowerCase();
}

function repeated(): Refusal {
  return refuse('request_malformed', 'A header that has one value was sent more than once. Send each header once.');
}
