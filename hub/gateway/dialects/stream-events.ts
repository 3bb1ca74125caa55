/** Builds the events that the golden path screens. Frames are encoded when they are asked for, not before: most pass on unchanged. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Part, PartKind, PartText } from '../../screening/parts.ts';
import { alike, type Faces } from '../faces.ts';
import type { AnswerFacts, StreamEvent } from './dialect.ts';
import { ShownTexts } from './shown-texts.ts';
import type { EventSource } from './stream-source.ts';

type Facts = Partial<AnswerFacts>;
type TextEvent = Extract<StreamEvent, { kind: 'text' }>;

/** Nothing to write: the event's own frame follows. */
const noFrame = new Uint8Array(0);

/** Which string of which object is the event's piece of a longer text. */
export interface Fragment {
  readonly holder: JsonObject;
  readonly key: string;
  readonly text: string;
  readonly partKind: PartKind;
}

export function passing(kind: 'other' | 'final', source: EventSource, facts?: Facts): StreamEvent {
  return new Passing(kind, source, facts);
}

/** An event that carries a signature over the text of a channel. */
export function signing(channel: string, source: EventSource): StreamEvent {
  return new Passing('other', source, undefined, channel);
}

export function fragmentEvent(source: EventSource, channel: string, fragment: Fragment): StreamEvent {
  return new FragmentEvent(source, channel, fragment);
}

/** Without a source, the end is ours and has no frame: Bedrock did not say it, or says it of another channel. */
export function endOfChannel(channel: string, source?: EventSource): StreamEvent {
  return {
    kind: 'end-of-channel',
    get frame() {
      return source === undefined ? noFrame : source.current();
    },
    get shownFrame() {
      return source && shownFrame(source);
    },
    channel,
  };
}

/**
 * The texts of an event that carries whole texts (a citation, a tool's name, a trace). Each gets a channel of its own, begun and ended before the
 * event itself, and no frame: releasing a text writes it into the event, whose frame comes last and holds whatever was released. Media are announced, too.
 */
export function wholeTexts(source: EventSource, parts: readonly Part[], serial: string): StreamEvent[] {
  const events: StreamEvent[] = [];
  for (const part of parts) {
    if (part.media !== undefined) events.push({ kind: 'media', frame: noFrame, part });
    for (const text of part.texts) {
      const channel = `${serial}${part.pointer}/${events.length / 2}`;
      events.push(new WholeText(source, channel, part.kind, text), endOfChannel(channel));
    }
  }
  return events;
}

function shownFrame(source: EventSource): Uint8Array | undefined {
  return source.shown?.during(() => source.encode());
}

class Passing {
  readonly kind: 'other' | 'final';
  readonly #source: EventSource;
  readonly facts?: Facts;
  readonly signs?: string;

  constructor(kind: 'other' | 'final', source: EventSource, facts: Facts | undefined, signs?: string) {
    this.kind = kind;
    this.#source = source;
    if (facts !== undefined) this.facts = facts;
    if (signs !== undefined) this.signs = signs;
  }

  get frame(): Uint8Array {
    return this.#source.current();
  }

  get shownFrame(): Uint8Array | undefined {
    return shownFrame(this.#source);
  }
}

class FragmentEvent implements TextEvent {
  readonly kind = 'text';
  readonly channel: string;
  readonly partKind: PartKind;
  readonly text: string;
  readonly #source: EventSource;
  readonly #fragment: Fragment;

  constructor(source: EventSource, channel: string, fragment: Fragment) {
    this.channel = channel;
    this.partKind = fragment.partKind;
    this.text = fragment.text;
    this.#source = source;
    this.#fragment = fragment;
  }

  get frame(): Uint8Array {
    return this.#source.current();
  }

  get shownFrame(): Uint8Array | undefined {
    return shownFrame(this.#source);
  }

  withText(kept: string, shown = kept): Faces {
    const frame = this.#encode(kept);
    const beside = this.#source.shown;
    if (beside !== undefined) return { kept: frame, shown: beside.during(() => this.#encode(shown)) };
    return shown === kept ? alike(frame) : { kept: frame, shown: this.#encode(shown) };
  }

  #encode(text: string): Uint8Array {
    const { holder, key } = this.#fragment;
    const before = holder[key] ?? '';
    holder[key] = text;
    const frame = this.#source.encode();
    holder[key] = before;
    return frame;
  }
}

class WholeText implements TextEvent {
  readonly kind = 'text';
  readonly frame = noFrame;
  readonly channel: string;
  readonly partKind: PartKind;
  readonly text: string;
  readonly #source: EventSource;
  readonly #place: PartText;
  #kept = '';
  #shown = '';

  constructor(source: EventSource, channel: string, partKind: PartKind, place: PartText) {
    this.channel = channel;
    this.partKind = partKind;
    this.text = place.text;
    this.#source = source;
    this.#place = place;
  }

  /** Adds to what was released before: a screener may let go of one text in several pieces. */
  withText(kept: string, shown = kept): Faces {
    this.#kept += kept;
    this.#shown += shown;
    this.#place.replace(this.#kept);
    this.#source.markChanged();
    if (this.#shown !== this.#kept) {
      this.#source.shown ??= new ShownTexts();
      this.#source.shown.set(this.#place, this.#shown);
    }
    return alike(noFrame);
  }
}
