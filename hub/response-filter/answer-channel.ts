import type { StreamEvent } from '../gateway/dialects/dialect.ts';
import { alike, type Faces } from '../gateway/faces.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { Screener, StreamScreener } from '../screening/screener.ts';
import type { AnswerPseudonyms } from './answer-pseudonyms.ts';
import { HeldText } from './held-text.ts';
import type { ChannelTranscript, StreamTranscript } from './judgement/stream-transcript.ts';
import type { HeldPlace } from './release-queue.ts';
import { type Place, type RestoredText, Restorer } from './restorer.ts';
import type { ToolCallJudge } from './tool-call-judge.ts';

type TextEvent = Extract<StreamEvent, { kind: 'text' }>;

/** What the texts of one answer are screened, judged and restored by. */
export interface ChannelJudges {
  readonly screener: Screener;
  readonly toolCalls: ToolCallJudge;
  readonly pseudonyms: AnswerPseudonyms;
  /** Where the texts are to be judged together at their end. */
  readonly transcript: StreamTranscript | undefined;
}

/** One text of a streamed answer on its way out: screened first, then judged by the guardrail where that has to be, then restored. Its pieces leave as events of its own form. */
export class AnswerChannel {
  readonly #screener: StreamScreener;
  readonly #held: HeldText | undefined;
  readonly #restorer: Restorer;
  readonly #transcript: ChannelTranscript | undefined;
  /** The last text event: its form carries text that is released later than it came. */
  #last: TextEvent;
  #signed = false;
  /** Where the text of this channel leaves from the moment on at which some of it was held back. */
  place: HeldPlace | undefined;
  ended = false;

  constructor(first: TextEvent, { screener, toolCalls, pseudonyms, transcript }: ChannelJudges) {
    this.#last = first;
    this.#screener = screener.stream(first.channel, first.partKind, pseudonyms);
    this.#held = toolCalls.judges(first.partKind) ? new HeldText(toolCalls, first.partKind) : undefined;
    this.#restorer = new Restorer(pseudonyms, placeOf(first));
    this.#transcript = transcript?.of(first.channel, first.partKind);
  }

  /** Whether ending it asks somebody. */
  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** What may leave now that this event came; undefined: the event itself, as it is. */
  push(event: TextEvent): readonly Faces[] | undefined {
    this.#last = event;
    this.#transcript?.came(event.text);
    const screened = this.#screener.push(event.text);
    if (this.#held !== undefined) {
      this.#held.hold(screened);
      return [];
    }
    const piece = this.#restorer.push(screened);
    this.#transcript?.left(piece);
    if (piece.kept === event.text && piece.shown === event.text && this.place === undefined) return undefined;
    return this.#asEvent(piece);
  }

  /** The rest, once no more text comes. */
  end(): readonly Faces[] | Promise<readonly Faces[]> {
    this.ended = true;
    const rest = this.#screener.flush();
    if (this.#held === undefined) {
      const piece = this.#restorer.end(rest, this.#signed);
      this.#transcript?.left(piece);
      return this.#asEvent(piece);
    }
    this.#held.hold(rest);
    return this.#judgedEnd(this.#held);
  }

  async #judgedEnd(held: HeldText): Promise<readonly Faces[]> {
    const { pointer, verdict, failed } = this.#screener.verdict();
    // Nothing of it leaves in any case.
    if (verdict === 'blocked' || failed === true) return [];
    return this.#asEvent(this.#restorer.end(await held.release(pointer)));
  }

  /** The model writes on in a block that it had ended: screened as one text, put in order anew. */
  reopen(): void {
    this.ended = false;
    this.place = undefined;
  }

  /** A signature covers this text. */
  sign(): void {
    this.#signed = true;
  }

  verdict(): PartVerdict {
    const local = this.#screener.verdict();
    return this.#held === undefined ? local : this.#held.verdict(local);
  }

  #asEvent({ kept, shown }: RestoredText): readonly Faces[] {
    return kept === '' ? [] : [this.#last.withText(kept, shown)];
  }
}

/** An event as it stands, in both faces. */
export function facesOf(event: StreamEvent): Faces {
  const { frame, shownFrame } = event;
  return shownFrame === undefined ? alike(frame) : { kept: frame, shown: shownFrame };
}

/** The arguments of a tool call come as pieces of JSON source; a text without a frame of its own stands in a parsed event. */
function placeOf(event: TextEvent): Place {
  if (event.partKind === 'reasoning') return 'reasoning';
  // The frame is looked at last: it may have to be encoded.
  return event.partKind === 'tool-use' && event.frame.length > 0 ? 'json-source' : 'text';
}
