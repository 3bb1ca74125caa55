import { GatehouseFault } from '../../shared/errors.ts';
import type { PartKind, PartVerdict, Verdict } from './parts.ts';
import { judgePromptAttack, mayAttack } from './prompt-attack/judge.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import type { Rule } from './rule.ts';
import { type FoundSpan, SpanScan } from './span-scan.ts';
import { FindingTally } from './tally.ts';
import { TopicJudge, type TopicProfiles } from './topics.ts';

/** What to look for, and what to do about it. */
export interface ScreeningPlan {
  readonly rules: readonly Rule[];
  readonly topics: TopicProfiles;
  readonly promptAttack: 'block' | 'flag' | 'off';
  /** Score from which a text counts as a prompt attack. */
  readonly promptAttackThreshold: number;
}

/** Screens the texts of one part, one by one, and adds up what was found. */
export class TextScreening {
  readonly #plan: ScreeningPlan;
  readonly #kind: PartKind;
  readonly #pseudonyms: Pseudonyms;
  readonly #onMatch: ((span: FoundSpan) => void) | undefined;
  readonly tally = new FindingTally();

  /** `onMatch`: for tools that show where findings stand; their offsets are those of each text. */
  constructor(plan: ScreeningPlan, kind: PartKind, pseudonyms: Pseudonyms, onMatch?: (span: FoundSpan) => void) {
    this.#plan = plan;
    this.#kind = kind;
    this.#pseudonyms = pseudonyms;
    this.#onMatch = onMatch;
  }

  /** The text with masks laid over it; '' once it is blocked. */
  whole(text: string): string {
    return guarded(() => {
      const scan = this.openScan();
      this.#judgeAttack(text, scan.open(text));
      const topics = this.openTopics();
      topics?.read(text);
      this.addTopics(topics?.end());
      return scan.finish();
    });
  }

  openScan(): SpanScan {
    return new SpanScan(this.#plan.rules, this.tally, this.#pseudonyms, this.#onMatch);
  }

  openTopics(): TopicJudge | undefined {
    return this.#plan.topics.profiles.length === 0 ? undefined : new TopicJudge(this.#plan.topics);
  }

  addTopics(names: ReadonlySet<string> | undefined): void {
    for (const name of names ?? []) this.tally.add(`TOPIC:${name}`, 'topics', 'block');
  }

  verdict(pointer: string): PartVerdict {
    const findings = this.tally.findings();
    let verdict: Verdict = 'passed';
    if (this.tally.has('block')) verdict = 'blocked';
    else if (this.tally.has('mask') || this.tally.has('pseudonymize')) verdict = 'masked';
    return { pointer, kind: this.#kind, verdict, findings };
  }

  #judgeAttack(text: string, folded: string): void {
    const action = this.#plan.promptAttack;
    if (action === 'off' || !mayAttack(this.#kind)) return;
    const { score, reasons } = judgePromptAttack(text, this.#kind, folded);
    if (score >= this.#plan.promptAttackThreshold) this.tally.addAttack(action, score, reasons);
  }
}

/** A detector that breaks has not screened: a fault, whose message holds nothing of the text (an engine's own message may quote it). */
function guarded<T>(screen: () => T): T {
  try {
    return screen();
  } catch (cause) {
    if (cause instanceof GatehouseFault) throw cause;
    throw new GatehouseFault(
      'screening_failed',
      `A detector broke (${cause instanceof Error ? cause.name : typeof cause}).`,
      'Nothing was released. Report the record id to the platform team.',
    );
  }
}
