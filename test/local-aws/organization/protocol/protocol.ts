import type { IncomingMessage } from 'node:http';
import type { Fields } from '../fields.ts';
import type { Answer } from '../service.ts';
import type { ServiceError } from '../service-error.ts';

export interface Call {
  /** The name of the operation, as the service has it. */
  readonly operation: string;
  readonly input: Fields;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What services answer whoever is not let in, and whoever asks too fast: the same everywhere but for the names. */
export interface DoorCodes {
  readonly unsigned: string;
  readonly expired: string;
  readonly unknown: string;
  readonly denied: string;
  readonly throttled: string;
}

/** How one service is spoken to. */
export interface Protocol {
  readonly door: DoorCodes;
  /** undefined: not a call of this service. */
  read(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, body: string): Call | undefined;
  answer(call: Call, answer: Answer): WireAnswer;
  refuse(error: ServiceError): WireAnswer;
}

/** An id as every answer of AWS has one. */
export const requestId = '00000000-0000-4000-8000-000000000000';
