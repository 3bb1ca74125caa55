import type { StreamEvent } from '../gateway/dialects/dialect.ts';
import { alike, type Faces } from '../gateway/faces.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { Screener, StreamScreener } from '../screening/screener.ts';
import type { AnswerPseudonyms } from './answer-pseudonyms.ts';
import type { HeldPlace } from './release-queue.ts';
import { type Place, type RestoredText, Restorer } from './restorer.ts';

type TextEvent = Extract<StreamEvent, { kind: 'text' }>;

/** One text of a streamed answer on its way out: screened first, then restored. Its pieces leave as events of its own form. */
export class AnswerChannel {
  readonly #screener: StreamScreener;
  readonly #restorer: Restorer;
  /** The last text event: its form carries text that is released later than it came. */
  #last: TextEvent;
  #signed = false;
  /** Where the text of this channel leaves from the moment on at which some of it was held back. */
  place: HeldPlace | undefined;
  ended = false;

  constructor(first: TextEvent, screener: Screener, pseudonyms: AnswerPseudonyms) {
    this.#last = first;
    this.#screener = screener.stream(first.channel, first.partKind, pseudonyms);
    this.#restorer = new Restorer(pseudonyms, placeOf(first));
  }

  /** What may leave now that this event came; undefined: the event itself, as it is. */
  push(event: TextEvent): readonly Faces[] | undefined {
    this.#last = event;
    const piece = this.#restorer.push(this.#screener.push(event.text));
    if (piece.kept === event.text && piece.shown === event.text && this.place === undefined) return undefined;
    return this.#asEvent(piece);
  }

  /** The rest, once no more text comes. */
  end(): readonly Faces[] {
    this.ended = true;
    return this.#asEvent(this.#restorer.end(this.#screener.flush(), this.#signed));
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
    return this.#screener.verdict();
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
