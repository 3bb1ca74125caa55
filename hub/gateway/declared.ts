import { headers } from '../../shared/contract/headers.ts';
import { type Refusal, refuse } from '../../shared/contract/refusals.ts';
import type { ParsedRequest } from './dialects/dialect.ts';

/** What a caller says on its own word: recorded as said, never trusted for access. */
export interface Declared {
  readonly purpose: string | null;
  readonly user: string | null;
}

/** Printable, no control characters, short: a declaration becomes a field of every record and a name in reports. */
const declarationShape = /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}]{1,256}$/u;

/** Bedrock's own `requestMetadata` comes first, the headers serve bodies that have no such field. */
export function readDeclared(inbound: Readonly<Record<string, string>>, request: ParsedRequest): Declared | Refusal {
  const purpose = request.declared.purpose ?? inbound[headers.purpose] ?? null;
  const user = request.declared.user ?? inbound[headers.user] ?? null;
  for (const value of [purpose, user]) {
    if (value !== null && !declarationShape.test(value)) {
      return refuse(
        'request_malformed',
        'The declared purpose and user are 1 to 256 printable characters each; one of them is not.',
      );
    }
  }
  return { purpose, user };
}
