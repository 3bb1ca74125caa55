import { askOnRecord, type PromptHandling } from '../prompt-handler/ask-on-record.ts';
import { handleCall } from '../response-filter/handle-call.ts';
import type { Handlers } from './handlers.ts';

/** Both handlers in this process, where the gateway's own promise of the intent is the proof that it is on record. */
export function handlersInProcess(ports: PromptHandling): Handlers {
  return {
    handle: (order, intent) => handleCall(order, { ask: (asked) => askOnRecord(asked, ports, () => intent) }, ports),
  };
}
