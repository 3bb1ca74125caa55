import { json } from 'node:stream/consumers';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

export interface ParameterServer extends LoopbackServer {
  readonly parameters: Map<string, string>;
  /** How many names each request had. */
  readonly asked: number[];
  /** The error name that every request gets; undefined: none. */
  refusal: string | undefined;
}

/** As much of Systems Manager as reading parameters needs, ten at once at most. */
export async function startParameters(): Promise<ParameterServer> {
  const state: Omit<ParameterServer, keyof LoopbackServer> = { parameters: new Map(), asked: [], refusal: undefined };
  const found = (name: string) => {
    const Value = state.parameters.get(name);
    return Value === undefined ? [] : [{ Name: name, Type: 'String', Value }];
  };
  const server = await startLoopbackServer(async (request, response) => {
    const { Name, Names } = (await json(request)) as { Name?: string; Names?: string[] };
    const names = Names ?? [Name ?? ''];
    state.asked.push(names.length);
    const Parameters = names.flatMap(found);
    const error =
      state.refusal ??
      (names.length > 10
        ? 'ValidationException'
        : Names === undefined && Parameters.length === 0
          ? 'ParameterNotFound'
          : undefined);
    response.writeHead(error === undefined ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(error === undefined ? { Parameter: Parameters[0], Parameters } : { __type: error }));
  });
  return Object.assign(state, server);
}
