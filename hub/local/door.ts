import { randomUUID } from 'node:crypto';
import { isRefusal, type RefusalCode } from '../../shared/contract/refusals.ts';
import { errorResponse } from '../gateway/error-response.ts';
import { goldenPath } from '../gateway/golden-path.ts';
import type { InboundRequest, OutboundResponse } from '../gateway/http.ts';
import type { Hub } from '../gateway/hub.ts';
import type { ReplayGuard } from '../gateway/sigv4/replay-guard.ts';
import { verifySigV4 } from '../gateway/sigv4/verify.ts';
import type { LocalCredentials } from './credentials.ts';
import { handleSts, isStsRequest } from './sts.ts';

export interface DoorOptions {
  readonly hub: Hub;
  readonly credentials: LocalCredentials;
  readonly replays: ReplayGuard;
  /** Called for each request that never became a call, with the refusal code: there is no principal to record it under. */
  readonly onUnauthenticated: (code: RefusalCode) => void;
}

/** API Gateway signs with `execute-api`; Bedrock clients sign with `bedrock`. The local hub stands for both. */
const signingNames = ['bedrock', 'execute-api'] as const;

/**
 * The local hub's front door, in the place of CloudFront, WAF and API Gateway's IAM authorization: it lets health checks and STS through, verifies the
 * signature of everything else, and hands it to the golden path.
 */
export function createDoor(options: DoorOptions): (request: InboundRequest) => Promise<OutboundResponse> {
  return async (request) => {
    if (request.path === '/healthz') return health(options.hub);
    if (isStsRequest(request)) return handleSts(request, stsContext(options));
    const { hub, credentials, replays } = options;
    const verified = verifySigV4(request, {
      services: signingNames,
      region: hub.policy().compiled.bundle.hub.region,
      nowMs: hub.clock.now(),
      lookup: credentials.lookup,
      replays,
    });
    if (isRefusal(verified)) {
      options.onUnauthenticated(verified.code);
      return errorResponse(verified, randomUUID());
    }
    return goldenPath({ ...request, principalArn: verified.principal.arn }, hub);
  };
}

function stsContext({ hub, credentials, replays }: DoorOptions): Parameters<typeof handleSts>[1] {
  return { policy: hub.policy().compiled.bundle, credentials, replays, nowMs: hub.clock.now() };
}

/** Liveness for load balancers and scripts: says which rules are in force, and nothing about anybody's calls. */
function health(hub: Hub): OutboundResponse {
  const body = JSON.stringify({ status: 'ok', build: hub.build, policy: hub.policy().compiled.hash });
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
}
