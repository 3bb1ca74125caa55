import type { GuardrailFinding, GuardrailJudgement } from '../gateway/ports.ts';
import { cannotMaskReason, readDocumentReason } from '../screening/documents/document-verdict.ts';
import type { Finding, PartVerdict, Verdict } from '../screening/parts.ts';
import { placeholderOf, type SpanAction } from '../screening/rule.ts';
import { actionFor, type GuardrailUse, localName, recordedFinding } from './guardrail-findings.ts';
import { type JudgedPart, separate } from './judged-part.ts';
import { type FoundSpan, maskedSpans, occurrences } from './mask-alignment.ts';
import { outside, ownTokens } from './own-tokens.ts';
import type { TextWindow } from './text-windows.ts';

const guardrailUnreachable = 'the guardrail could not be asked';

interface Counted {
  readonly finding: GuardrailFinding;
  readonly type: string;
  readonly action: SpanAction;
  /** What was matched; windows overlap, so the same match may come twice. */
  readonly matches: Set<string>;
}

/** What a guardrail found in the windows of one part, collected until all have been judged. */
export class PartFindings {
  readonly #judged: JudgedPart;
  readonly #use: GuardrailUse;
  readonly #counted = new Map<string, Counted>();
  readonly #spans: FoundSpan[] = [];
  #failed = false;
  #blocked = false;

  constructor(judged: JudgedPart, use: GuardrailUse) {
    this.#judged = judged;
    this.#use = use;
  }

  get isClean(): boolean {
    return this.#counted.size === 0 && !this.#failed;
  }

  /** The judgement of one window alone. */
  add(window: TextWindow, judgement: GuardrailJudgement): void {
    for (const finding of judgement.findings) this.#count(finding, actionFor(finding, this.#use));
    if (!this.#blocked) this.#locate(window, judgement);
  }

  /** A judgement of this part together with others. */
  blockTogether({ findings }: GuardrailJudgement): void {
    for (const finding of findings) if (finding.action !== 'none') this.#count(finding, 'block');
  }

  fail(): void {
    this.#failed = true;
  }

  /** Writes the masks and answers the verdict. A part that is blocked, or of which a window was not judged, stays as it was. */
  conclude(): PartVerdict {
    const { pointer, kind } = this.#judged.part;
    const spans = separate(this.#spans);
    const fits = this.#blocked || this.#failed || this.#replace(spans);
    const findings = [...this.#counted.values()].map((counted) => this.#recorded(counted, spans));
    if (!fits) {
      return { pointer, kind, verdict: 'blocked', reason: cannotMaskReason, findings: findings.map(asBlock) };
    }
    if (this.#failed && !this.#blocked) {
      return { pointer, kind, verdict: 'not_run', failed: true, reason: guardrailUnreachable, findings };
    }
    const verdict = this.#verdict(spans);
    const reason = verdict === 'masked' ? readDocumentReason(this.#judged.part) : undefined;
    return { pointer, kind, verdict, ...(reason !== undefined && { reason }), findings };
  }

  #verdict(spans: readonly FoundSpan[]): Verdict {
    if (this.#blocked) return 'blocked';
    return spans.length > 0 ? 'masked' : 'passed';
  }

  #count(finding: GuardrailFinding, action: SpanAction): void {
    const type = localName(finding, this.#use.guardrail);
    if (action === 'block') this.#blocked = true;
    const key = `${action}\u0000${type}`;
    const counted = this.#counted.get(key) ?? { finding, type, action, matches: new Set() };
    counted.matches.add(finding.match ?? '');
    this.#counted.set(key, counted);
  }

  /** Finds the places of what is to be masked. What has none that could be masked blocks: it is in there somewhere. */
  #locate(window: TextWindow, { findings, outputs }: GuardrailJudgement): void {
    const hidden = findings.filter((finding) => hides(actionFor(finding, this.#use)));
    if (hidden.length === 0) return;
    const matched = hidden.flatMap(({ match, ...finding }) => (match === undefined ? [] : [{ ...finding, match }]));
    const own = matched.filter(({ action }) => action === 'mask');
    const [masked, ...more] = outputs;
    const aligned = masked !== undefined && more.length === 0 ? maskedSpans(window.text, masked, own) : undefined;
    const rest = aligned === undefined ? matched : matched.filter(({ action }) => action !== 'mask');
    const places = rest.map((finding) => occurrences(window.text, finding));
    if (matched.length < hidden.length || places.includes(undefined)) this.#blocked = true;
    const tokens = ownTokens(window.text, this.#use.guardrail);
    const spans = [...(aligned ?? []), ...places.flatMap((found) => found ?? [])];
    this.#spans.push(
      ...spans
        .flatMap((span) => outside(span, tokens))
        .map(({ start, end, type }) => ({ start: start + window.start, end: end + window.start, type })),
    );
  }

  /** False, and nothing written, where a text that cannot be changed would have to be. */
  #replace(spans: readonly FoundSpan[]): boolean {
    const { pseudonyms, entities } = this.#use;
    return this.#judged.replace(spans, (type, value) => {
      const wanted = Object.hasOwn(entities, type) ? entities[type] : undefined;
      const token = wanted === 'pseudonymize' ? pseudonyms?.tokenFor(type, value) : undefined;
      return token ?? placeholderOf(type);
    });
  }

  #recorded({ finding, type, action, matches }: Counted, spans: readonly FoundSpan[]): Finding {
    const places = hides(action) ? spans.filter((span) => span.type === finding.name).length : 0;
    return recordedFinding(finding, type, action, Math.max(places, matches.size));
  }
}

function hides(action: SpanAction): boolean {
  return action === 'mask' || action === 'pseudonymize';
}

function asBlock(finding: Finding): Finding {
  return hides(finding.action) ? { ...finding, action: 'block' } : finding;
}
