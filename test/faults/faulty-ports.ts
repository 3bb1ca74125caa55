import { RecordWriter } from '../../hub/audit/record-writer.ts';
import type { Hub } from '../../hub/gateway/hub.ts';
import type { ModelAnswer, ModelCall, ModelRuntime } from '../../hub/gateway/ports.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { TestHub } from '../hub/gateway/test-hub.ts';

/** How a port call fails. `lost`: it did its work and the answer never came back, as with a network that breaks at the wrong moment. */
export const failures = ['fault', 'error', 'lost'] as const;
export type Failure = (typeof failures)[number];

/** Counts the calls of all ports of a hub and makes one of them fail. */
export class FaultyPorts {
  /** Names of the calls so far, such as `ledger.reserve`. */
  readonly calls: string[] = [];
  readonly #failAt: number;
  readonly #failure: Failure;

  /** @param failAt which call fails, from 1; Infinity: none. */
  constructor(failAt: number, failure: Failure) {
    this.#failAt = failAt;
    this.#failure = failure;
  }

  /** The call that failed; undefined where there were not so many. */
  get failed(): string | undefined {
    return this.calls[this.#failAt - 1];
  }

  /** Puts itself between the hub and its ports. */
  install({ hub, records, models, guardrails, handlersOver }: TestHub): void {
    const ports: Partial<Hub> = {
      ledger: this.#wrap('ledger', hub.ledger),
      evidence: this.#wrap('evidence', hub.evidence),
      keys: this.#wrap('keys', hub.keys),
      writer: new RecordWriter(this.#wrap('records', records)),
      handlers: handlersOver({
        models: this.#wrap('models', this.#withBody(models)),
        guardrails: this.#wrap('guardrails', guardrails),
      }),
      reviews: this.#wrap('reviews', hub.reviews),
    };
    Object.assign(hub, ports);
  }

  #wrap<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) =>
          this.#step(`${name}.${String(property)}`, async () => Reflect.apply(member, target, args));
      },
    });
  }

  /** Each piece of a model's answer is a call too. */
  #withBody(models: ModelRuntime): ModelRuntime {
    const pieces = (body: AsyncIterable<Uint8Array>) => this.#pieces(body);
    return {
      async invoke(call: ModelCall): Promise<ModelAnswer> {
        const answer = await models.invoke(call);
        return { ...answer, body: pieces(answer.body) };
      },
    };
  }

  async *#pieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of body) yield await this.#step('models.body', async () => piece);
  }

  async #step(name: string, work: () => Promise<unknown>): Promise<never> {
    this.calls.push(name);
    if (this.calls.length === this.#failAt && this.#failure !== 'lost') throw this.#error();
    const result = await work();
    if (this.calls.length === this.#failAt) throw this.#error();
    return result as never;
  }

  #error(): Error {
    const message = 'injected: a secret answer';
    return this.#failure === 'error' ? new Error(message) : new GatehouseFault('evidence_unavailable', message, 'wait');
  }
}
