import { hash } from 'node:crypto';
import type { Clock, GuardrailJudgement, GuardrailRequest, Guardrails, GuardrailText } from '../gateway/ports.ts';

/**
 * A guardrail that is not asked again about what it has just found clean. A conversation sends its tools' definitions and all earlier results anew in every turn, and
 * at the smallest quota ten thousand characters of definitions would leave room for two calls a second. Only clean judgements are remembered, by digest, of
 * one guardrail version (which never changes) and one direction, and for an hour, because the service behind it does change.
 */
export class RememberingGuardrails implements Guardrails {
  readonly #guardrails: Guardrails;
  readonly #clock: Clock;
  /** Digest → until when it holds. Oldest first, which is the order of insertion. */
  readonly #clean = new Map<string, number>();

  constructor(guardrails: Guardrails, clock: Clock = { now: Date.now }) {
    this.#guardrails = guardrails;
    this.#clock = clock;
  }

  get engine(): Guardrails['engine'] {
    return this.#guardrails.engine;
  }

  async apply(request: GuardrailRequest): Promise<GuardrailJudgement> {
    const now = this.#clock.now();
    const texts = request.texts.map((text) => ({ text, digest: digestOf(request, text) }));
    const isKnown = ({ digest }: { digest: string }) => (this.#clean.get(digest) ?? 0) > now;
    const unknown = texts.filter((text) => !isKnown(text));
    if (unknown.length === 0) return { intervened: false, findings: [], outputs: [], units: 0 };
    const asked = { ...request, texts: unknown.map(({ text }) => text) };
    const judgement = await this.#guardrails.apply(asked);
    if (!judgement.intervened && judgement.findings.length === 0) this.#remember(unknown, now);
    if (judgement.outputs.length !== unknown.length) return judgement;
    const outputs = judgement.outputs.values();
    const asAsked = new Set(unknown);
    return {
      ...judgement,
      outputs: texts.map((text) => (asAsked.has(text) ? (outputs.next().value ?? '') : text.text.text)),
    };
  }

  #remember(texts: readonly { readonly digest: string }[], now: number): void {
    for (const { digest } of texts) {
      this.#clean.delete(digest);
      this.#clean.set(digest, now + rememberedMs);
    }
    for (const oldest of this.#clean.keys()) {
      if (this.#clean.size <= rememberedTexts) return;
      this.#clean.delete(oldest);
    }
  }
}

const rememberedMs = 3_600_000;
/** A few megabytes. */
const rememberedTexts = 20_000;

function digestOf({ identifier, version, source }: GuardrailRequest, { text, qualifiers = [] }: GuardrailText): string {
  return hash('sha256', [identifier, version, source, qualifiers.join(','), text].join('\u0000'), 'base64');
}
