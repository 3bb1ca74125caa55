import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { OrganizationControl } from './control/control.ts';
import { answerControl, controlPath } from './control/control-requests.ts';
import type { WireAnswer } from './protocol/protocol.ts';
import type { StandIn } from './stand-in.ts';

/** Lets HTTP in: AWS clients to the services, tests to the control. */
export function listenerOf(standIn: StandIn, control: OrganizationControl): RequestListener {
  return (request, response) => {
    answer(standIn, control, request).then(
      (wire) => send(response, wire),
      // A fault of the stand-in itself: its test should see it, and not a client that tries again.
      (error: unknown) => send(response, { status: 501, headers: {}, body: String(error) }),
    );
  };
}

async function answer(
  standIn: StandIn,
  control: OrganizationControl,
  request: IncomingMessage,
): Promise<WireAnswer | undefined> {
  const body = await text(request);
  const path = request.url ?? '/';
  if (path.startsWith(controlPath)) return answerControl(control, path, body);
  return standIn.answer(request, body, () => request.socket.destroyed || request.socket.readableEnded);
}

function send(response: ServerResponse, wire: WireAnswer | undefined): void {
  if (wire === undefined) {
    response.destroy();
    return;
  }
  response.writeHead(wire.status, wire.headers).end(wire.body);
}
