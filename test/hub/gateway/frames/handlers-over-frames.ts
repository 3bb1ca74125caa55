import { remotePromptHandler } from '../../../../hub/gateway/frames/remote-prompt-handler.ts';
import { remoteResponseFilter } from '../../../../hub/gateway/frames/remote-response-filter.ts';
import { servePromptHandler } from '../../../../hub/gateway/frames/serve-prompt-handler.ts';
import { serveResponseFilter } from '../../../../hub/gateway/frames/serve-response-filter.ts';
import type { HandlerTransport } from '../../../../hub/gateway/frames/transport.ts';
import type { GovernedPolicy } from '../../../../hub/gateway/governed-policy.ts';
import type { Handlers } from '../../../../hub/gateway/handlers.ts';
import type { PromptHandling } from '../../../../hub/prompt-handler/ask-on-record.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';

/** A function in memory: takes JSON, writes bytes, which arrive in other cuts. */
function inMemory(serve: (payload: unknown) => AsyncIterable<Uint8Array>): HandlerTransport {
  return { invoke: async (payload) => cut(serve(JSON.parse(Buffer.from(payload).toString())), cutSizes()) };
}

/** Small and large, the same in every run. */
function* cutSizes(): Generator<number> {
  for (let seed = 7; ; seed = (seed * 75 + 74) % 65_537) yield seed % 11 === 0 ? 1 : 1 + (seed % 97);
}

async function* cut(bytes: AsyncIterable<Uint8Array>, sizes: Generator<number>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length; ) {
      const end = at + (sizes.next().value ?? 1);
      yield piece.subarray(at, end);
      at = end;
    }
  }
}

interface Between {
  /** Puts itself between gateway and response filter, or between response filter and prompt handler. */
  readonly gateway?: (transport: HandlerTransport) => HandlerTransport;
  readonly filter?: (transport: HandlerTransport) => HandlerTransport;
}

/** Both handlers as functions of their own, as on AWS: the prompt handler learns of the intent by looking. */
export function handlersOverFrames(
  { models, guardrails, secret }: PromptHandling,
  { policy }: { readonly policy: () => GovernedPolicy },
  { gateway = (one) => one, filter = (one) => one }: Between = {},
): Handlers {
  const intents = new Map<string, Promise<unknown>>();
  const requireIntent = async (recordId: string): Promise<void> => {
    const intent = intents.get(recordId);
    if (intent === undefined) throw new GatehouseFault('evidence_unavailable', 'There is no intent.', 'Write one.');
    await intent;
  };
  const policyFor = async () => policy();
  const promptHandler = filter(
    inMemory((payload) =>
      servePromptHandler(payload, {
        ...{ policyFor, secret },
        bedrockFor: () => ({ models, guardrails }),
        intents: { requireIntent: ({ recordId }) => requireIntent(recordId) },
      }),
    ),
  );
  const prompts = remotePromptHandler(promptHandler);
  const remote = remoteResponseFilter(
    gateway(inMemory((payload) => serveResponseFilter(payload, { policyFor, guardrails, prompts }))),
  );
  return {
    handle(order, intent) {
      intents.set(order.recordId, intent);
      return remote.handle(order, intent);
    },
  };
}
