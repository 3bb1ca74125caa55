import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

export interface IdentityServer extends LoopbackServer {
  /** Whom every caller is taken for. */
  caller: { readonly account: string; readonly arn: string };
  /** The error code that every request gets; undefined: none. */
  refusal: string | undefined;
}

/** STS, as far as it says who asks. */
export async function startIdentity(caller: IdentityServer['caller']): Promise<IdentityServer> {
  const state: Omit<IdentityServer, keyof LoopbackServer> = { caller, refusal: undefined };
  const server = await startLoopbackServer((request, response) => {
    request.resume();
    const { account, arn } = state.caller;
    const identity = `<GetCallerIdentityResult><Arn>${arn}</Arn><UserId>x</UserId><Account>${account}</Account></GetCallerIdentityResult>`;
    response.writeHead(state.refusal === undefined ? 200 : 403, { 'content-type': 'text/xml' });
    response.end(
      state.refusal === undefined
        ? `<GetCallerIdentityResponse>${identity}</GetCallerIdentityResponse>`
        : `<ErrorResponse><Error><Type>Sender</Type><Code>${state.refusal}</Code><Message>no</Message></Error></ErrorResponse>`,
    );
  });
  return Object.assign(state, server);
}
