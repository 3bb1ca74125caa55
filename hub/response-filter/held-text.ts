import { mergeVerdicts } from '../guardrails/merge-verdicts.ts';
import type { Part, PartKind, PartText, PartVerdict } from '../screening/parts.ts';
import type { ToolCallJudge } from './tool-call-judge.ts';

const notAsked = 'the answer was stopped before the guardrail was asked';

/** Text of one channel of a stream that a guardrail has to judge as a whole: nothing of it leaves before. */
export class HeldText {
  readonly #judge: ToolCallJudge;
  readonly #kind: PartKind;
  #pieces: string[] = [];
  /** What has left already, where a model writes on in a block that it had ended. */
  #left = '';
  #judged: PartVerdict | undefined;

  constructor(judge: ToolCallJudge, kind: PartKind) {
    this.#judge = judge;
    this.#kind = kind;
  }

  /** Takes text that local screening has released. */
  hold(text: string): void {
    this.#pieces.push(text);
  }

  /** Has what is held judged, as one text with what has left already; answers it with the masks that the guardrail asks for. */
  async release(pointer: string): Promise<string> {
    const held = new Place(this.#pieces.join(''));
    this.#pieces = [];
    const texts = this.#left === '' ? [held] : [new LeftPlace(this.#left), held];
    const part: Part = { pointer, kind: this.#kind, role: 'assistant', texts };
    const unjudged: PartVerdict = { pointer, kind: this.#kind, verdict: 'passed', findings: [] };
    const [judged = unjudged] = await this.#judge.judge([part], [this.#judged ?? unjudged]);
    this.#judged = judged;
    this.#left += held.text;
    return held.text;
  }

  /** Both engines' verdict, of which `local` is the one. */
  verdict(local: PartVerdict): PartVerdict {
    const { pointer, kind } = local;
    return mergeVerdicts(local, this.#judged ?? { pointer, kind, verdict: 'not_run', reason: notAsked, findings: [] });
  }
}

class Place implements PartText {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  replace(masked: string): void {
    this.text = masked;
  }
}

/** What has left can be masked no more: what would have to be blocks. */
class LeftPlace extends Place {
  readonly fixed = true;
}
