import type { ParsedRequest } from '../gateway/dialects/dialect.ts';
import type { RepairTurn } from '../gateway/dialects/repair-turn.ts';
import type { ModelAnswer, ModelCall, ModelRuntime } from '../gateway/ports.ts';

/** What was sent the second time, and what came back. */
export interface Reasked {
  readonly sent: Uint8Array;
  readonly answer: ModelAnswer;
}

/**
 * The repair round: asks the same model once more, with its own answer and what is wrong with it behind the prompt. Nothing is screened again: the prompt was, the answer
 * was on its way out, and the instruction is the hub's. Undefined where the body takes no such turn; rejects where the model cannot be asked.
 */
export async function askAgain(
  request: ParsedRequest,
  call: ModelCall,
  turn: RepairTurn,
  models: ModelRuntime,
): Promise<Reasked | undefined> {
  if (!request.appendRepair(turn)) return undefined;
  const sent = request.serialize();
  return { sent, answer: await models.invoke({ ...call, body: sent }) };
}
