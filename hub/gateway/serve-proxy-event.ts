import { isRefusal } from '../../shared/contract/refusals.ts';
import type { ProblemLog } from '../../shared/runtime/problem-log.ts';
import { readProxyEvent } from './api-gateway-event.ts';
import { errorResponse } from './error-response.ts';
import { faultRefusal } from './faults.ts';
import { goldenPath } from './golden-path.ts';
import type { OutboundResponse } from './http.ts';
import type { Hub } from './hub.ts';

export interface ServedHub {
  /** The hub with rules that may decide. Faults where there are none, or where it cannot be put together. */
  open(): Promise<Hub>;
  readonly log: ProblemLog;
}

/** One event of API Gateway, and its answer. Never rejects: where there is no hub to decide, the answer is that there is none. */
export async function serveProxyEvent(event: unknown, requestId: string, served: ServedHub): Promise<OutboundResponse> {
  try {
    const hub = await served.open();
    const inbound = readProxyEvent(event, hub.policy().compiled.bundle.hub.maxBodyBytes);
    if (isRefusal(inbound)) return errorResponse(inbound, requestId);
    return inbound.path === '/healthz' ? health(hub) : await goldenPath(inbound, hub);
  } catch (error) {
    served.log('call_not_served', error, requestId);
    return errorResponse(faultRefusal(error), requestId);
  }
}

/** Which rules are in force, and nothing about anybody's calls. */
function health(hub: Hub): OutboundResponse {
  const body = JSON.stringify({ status: 'ok', build: hub.build, policy: hub.policy().compiled.hash });
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
}
