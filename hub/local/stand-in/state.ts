/** What the stand-in remembers between requests. */
import type { Operation } from '../../../shared/contract/operations.ts';
import { FaultPlan } from './fault-plan.ts';
import type { Reply } from './reply.ts';
import { changeSettings, defaultSettings, type Settings } from './settings.ts';
import { PromptCache } from './tokens.ts';

/** A request as it arrived, for tests that ask what reached the model. */
export interface RecordedCall {
  readonly operation: Operation | 'ApplyGuardrail';
  /** The model id, decoded; for ApplyGuardrail the guardrail's identifier. */
  readonly target: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export class StandInState {
  settings: Settings = defaultSettings;
  faults = new FaultPlan(defaultSettings);
  readonly cache = new PromptCache();
  /** Encoded replies of the fixed answer, which depends on nothing but the settings and the size of the request. */
  readonly fixedReplies = new Map<string, Reply>();
  #calls: RecordedCall[] = [];

  /** @throws ZodError naming the settings that are wrong; nothing is changed then. */
  configure(change: unknown): void {
    this.settings = changeSettings(this.settings, change);
    this.faults = new FaultPlan(this.settings);
    this.fixedReplies.clear();
  }

  record(call: RecordedCall): void {
    this.#calls.push(call);
    // Trimmed in bulk: shifting an array at every request would cost more than the request.
    if (this.#calls.length > this.settings.recordedCalls * 2) this.#calls = this.calls();
  }

  /** The newest calls, oldest first. */
  calls(): RecordedCall[] {
    return this.settings.recordedCalls === 0 ? [] : this.#calls.slice(-this.settings.recordedCalls);
  }
}
