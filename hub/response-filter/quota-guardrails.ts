import type { ApplyGuardrailPolicy } from '../../shared/config/hub-policy.ts';
import type { GuardrailJudgement, GuardrailRequest, Guardrails } from '../gateway/ports.ts';

/**
 * Guardrails within the quotas that the rules in force name. A function is started before it has any rules, and rules are replaced while it runs.
 */
export class QuotaGuardrails implements Guardrails {
  readonly engine = 'bedrock';
  readonly #quota: () => ApplyGuardrailPolicy;
  readonly #open: (quota: ApplyGuardrailPolicy) => Guardrails;
  #opened: { readonly quota: ApplyGuardrailPolicy; readonly guardrails: Guardrails } | undefined;

  constructor(quota: () => ApplyGuardrailPolicy, open: (quota: ApplyGuardrailPolicy) => Guardrails) {
    this.#quota = quota;
    this.#open = open;
  }

  async apply(request: GuardrailRequest): Promise<GuardrailJudgement> {
    const quota = this.#quota();
    if (this.#opened === undefined || !isSame(this.#opened.quota, quota))
      this.#opened = { quota, guardrails: this.#open(quota) };
    return this.#opened.guardrails.apply(request);
  }
}

function isSame(one: ApplyGuardrailPolicy, other: ApplyGuardrailPolicy): boolean {
  return (
    one.requestsPerSecond === other.requestsPerSecond &&
    one.textUnitsPerSecond === other.textUnitsPerSecond &&
    one.timeoutSeconds === other.timeoutSeconds
  );
}
