import type { ContentKeys } from '../audit/content-keys.ts';
import type { RecordWriter } from '../audit/record-writer.ts';
import type { CallObserver } from '../operations/call-observer.ts';
import type { GovernedPolicy } from './governed-policy.ts';
import type { Handlers } from './handlers.ts';
import type { InboundRequest } from './http.ts';
import type { Clock, EvidenceStore, Ledger, Reviews } from './ports.ts';

/** Everything that the golden path works with. AWS, the local hub and the tests each put one together. */
export interface Hub {
  /** The rules in force now; read once for each call, so that a call is decided under one bundle from its beginning to its end. */
  readonly policy: () => GovernedPolicy;
  readonly ledger: Ledger;
  readonly writer: RecordWriter;
  readonly evidence: EvidenceStore;
  readonly keys: ContentKeys;
  /** Prompt handler and response filter: the only way to a model. */
  readonly handlers: Handlers;
  readonly reviews: Reviews;
  readonly clock: Clock;
  /** Told of each call at its end. Absent: nobody counts. */
  readonly observer?: CallObserver;
  /** Name and version of the running gateway, for the record. */
  readonly build: string;
}

/** A request whose signature has been verified, by API Gateway or by the local hub. */
export interface AuthenticatedRequest extends InboundRequest {
  /** ARN of the verified principal. */
  readonly principalArn: string;
}

/** What identity and rules are decided by: all of a request that another function needs to decide the same. */
export type SignedRequest = Pick<AuthenticatedRequest, 'method' | 'path' | 'headers' | 'body' | 'principalArn'>;
