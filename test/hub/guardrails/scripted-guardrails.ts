import type { GuardrailFinding, GuardrailJudgement, GuardrailRequest, Guardrails } from '../../../hub/gateway/ports.ts';
import { GatehouseFault } from '../../../shared/errors.ts';

/** A guardrail that finds what the test says, and keeps what it was asked. */
export class ScriptedGuardrails implements Guardrails {
  readonly engine = 'bedrock';
  readonly requests: GuardrailRequest[] = [];
  readonly #find: (text: string) => readonly GuardrailFinding[];
  #down: ((request: GuardrailRequest) => boolean) | undefined;

  constructor(find: (text: string) => readonly GuardrailFinding[] = () => []) {
    this.#find = find;
  }

  goesDown(when: (request: GuardrailRequest) => boolean = () => true): this {
    this.#down = when;
    return this;
  }

  get texts(): string[][] {
    return this.requests.map(({ texts }) => texts.map(({ text }) => text));
  }

  async apply(request: GuardrailRequest): Promise<GuardrailJudgement> {
    this.requests.push(request);
    if (this.#down?.(request) === true) {
      throw new GatehouseFault('guardrail_unavailable', 'down while judging: secret', 'wait');
    }
    return judge(request, this.#find);
  }
}

function judge({ texts }: GuardrailRequest, find: (text: string) => readonly GuardrailFinding[]): GuardrailJudgement {
  const findings = texts.flatMap(({ text }) => find(text));
  const blocked = findings.some(({ action }) => action === 'block');
  const masked = findings.filter(({ action }) => action === 'mask');
  const outputs = texts.map(({ text }) =>
    masked.reduce((rest, { match, name }) => rest.replaceAll(match ?? '', `{${name}}`), text),
  );
  const intervened = blocked || masked.length > 0;
  return { intervened, findings, outputs: blocked ? ['Blocked.'] : intervened ? outputs : [], units: texts.length };
}

/** Finds these names, each where it stands. */
export function namesIn(
  text: string,
  names: readonly string[],
  action: GuardrailFinding['action'],
): GuardrailFinding[] {
  return names
    .filter((match) => text.includes(match))
    .map((match) => ({ policy: 'entity', name: 'NAME', action, match }));
}
