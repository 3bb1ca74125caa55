import { headers } from '../../shared/contract/headers.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { PartVerdict } from '../screening/parts.ts';
import { strictest } from '../screening/verdicts.ts';
import type { CallEnd } from './call-end.ts';
import type { KnownCall } from './call-evidence.ts';
import { errorResponse } from './error-response.ts';
import { joinFaces } from './faces.ts';
import type { OutboundResponse } from './http.ts';

const eventStreamType = 'application/vnd.amazon.eventstream';

type NamedCall = Pick<KnownCall, 'recordId' | 'policy'>;

/** The headers that every recorded answer carries. */
function governedHeaders(known: NamedCall, verdicts: readonly PartVerdict[]): Record<string, string> {
  return {
    'x-amzn-requestid': known.recordId,
    [headers.record]: known.recordId,
    [headers.verdict]: strictest(verdicts),
    [headers.policy]: known.policy.compiled.hash,
  };
}

/** A typed error. The request id is the record id, so that what a caller quotes is what an auditor looks up. */
export function respondRefused(refusal: Refusal, known: NamedCall): OutboundResponse {
  const response = errorResponse(refusal, known.recordId);
  return { ...response, headers: { ...response.headers, [headers.policy]: known.policy.compiled.hash } };
}

/** A refusal or fault that is on record. `verdicts`: of what had been screened by then. */
export function respondRecordedRefusal(
  refusal: Refusal,
  known: NamedCall,
  verdicts: readonly PartVerdict[] = [],
): OutboundResponse {
  const response = respondRefused(refusal, known);
  const verdict = verdicts.length === 0 ? {} : { [headers.verdict]: strictest(verdicts) };
  return { ...response, headers: { ...response.headers, ...verdict, [headers.record]: known.recordId } };
}

/** A document: an answer, an answer that says it was blocked, or Bedrock's own error. */
export function respondWhole(
  end: CallEnd,
  known: NamedCall,
  upstream: Readonly<Record<string, string>>,
): OutboundResponse {
  const verdicts = [...end.input, ...end.output];
  if (end.refusal !== undefined) return respondRecordedRefusal(end.refusal, known, verdicts);
  return {
    status: end.status,
    headers: {
      'content-type': 'application/json',
      ...passingHeaders(upstream),
      ...governedHeaders(known, verdicts),
      ...judgedHeaders(end),
    },
    body: joinFaces(end.withheld).shown,
  };
}

/** What a whole answer was judged to be. */
function judgedHeaders({ judgement, review }: CallEnd): Record<string, string> {
  const confidence = judgement?.confidence?.score;
  return {
    ...(confidence !== undefined && { [headers.confidence]: confidence.toFixed(3) }),
    ...(review === true && { [headers.review]: 'open' }),
  };
}

/** A stream: its verdict header speaks of the prompt alone, for the answer is yet to come. */
export function respondStream(
  body: AsyncIterable<Uint8Array>,
  input: readonly PartVerdict[],
  known: NamedCall,
  upstream: Readonly<Record<string, string>>,
): OutboundResponse {
  return {
    status: 200,
    headers: { 'content-type': eventStreamType, ...passingHeaders(upstream), ...governedHeaders(known, input) },
    body,
  };
}

/** Bedrock's answer headers that callers' SDKs read; all others (connection, length, dates) are ours to set. */
const passing = /^(x-amzn-bedrock-.*|x-amzn-errortype|retry-after)$/;

function passingHeaders(upstream: Readonly<Record<string, string>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name in upstream) {
    const value = upstream[name];
    if (value !== undefined && passing.test(name)) passed[name] = value;
  }
  return passed;
}
