import { callerArn } from '../hub/gateway/governed-policy.fixture.ts';
import { proxyEvent } from '../hub/gateway/proxy-event.ts';
import { type DecodedFrame, decodeFrames } from '../hub/gateway/scripted-models.ts';
import type { FunctionProcess } from './lambda-process.ts';

export interface GatewayCall {
  readonly body: unknown;
  /** @default converse */
  readonly action?: string;
  /** @default the model that the application is entitled to */
  readonly modelId?: string;
  /** null: nobody signed. @default the application's caller role */
  readonly userArn?: string | null;
  /** @default of the caller's JSON alone */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the function came to the end of its answer. */
  readonly whole: boolean;
  json(): Record<string, unknown>;
  frames(): DecodedFrame[];
}

/** Called by API Gateway, after it has verified a signature of the caller's. `onPiece` hears of each piece of the answer as it comes. */
export async function callGateway(
  gateway: FunctionProcess,
  call: GatewayCall,
  onPiece: (bytesSoFar: number) => void = () => undefined,
): Promise<GatewayAnswer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let whole = true;
  try {
    for await (const piece of gateway.invoke(Buffer.from(JSON.stringify(eventOf(call))))) {
      pieces.push(piece);
      bytes += piece.length;
      onPiece(bytes);
    }
  } catch {
    whole = false;
  }
  return takenApart(Buffer.concat(pieces), whole);
}

function eventOf({ body, action = 'converse', modelId = 'us.amazon.nova-lite-v1:0', userArn, headers }: GatewayCall) {
  const multiValueHeaders = Object.entries(headers ?? {}).map(([name, value]) => [name, [value]]);
  return proxyEvent(
    {
      path: `/apps/claims/model/${modelId}/${action}`,
      body: JSON.stringify(body),
      multiValueHeaders: { 'Content-Type': ['application/json'], ...Object.fromEntries(multiValueHeaders) },
    },
    { requestTimeEpoch: Date.now(), identity: { userArn: userArn === undefined ? callerArn : userArn } },
  );
}

/** What API Gateway makes of a function's stream with `responseTransferMode: STREAM`: the head as JSON, eight null bytes, the body. */
function takenApart(wire: Buffer, whole: boolean): GatewayAnswer {
  const end = wire.indexOf(Buffer.alloc(8));
  const { statusCode, headers } = JSON.parse(wire.subarray(0, end).toString());
  const body = wire.subarray(end + 8);
  return {
    ...{ status: statusCode, headers, body, whole },
    json: () => JSON.parse(body.toString()),
    frames: () => decodeFrames(body),
  };
}
