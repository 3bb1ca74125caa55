/** Builds the events that the golden path screens. Frames are encoded when they are asked for, not before: most pass on unchanged. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Part, PartKind, PartText } from '../../screening/parts.ts';
import type { AnswerFacts, StreamEvent } from './dialect.ts';
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

class Passing {
  readonly kind: 'other' | 'final';
  readonly #source: EventSource;
  readonly facts?: Facts;

  constructor(kind: 'other' | 'final', source: EventSource, facts: Facts | undefined) {
    this.kind = kind;
    this.#source = source;
    if (facts !== undefined) this.facts = facts;
  }

  get frame(): Uint8Array {
    return this.#source.current();
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

  withText(text: string): Uint8Array {
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
  #released = '';

  constructor(source: EventSource, channel: string, partKind: PartKind, place: PartText) {
    this.channel = channel;
    this.partKind = partKind;
    this.text = place.text;
    this.#source = source;
    this.#place = place;
  }

  /** Adds to what was released before: a screener may let go of one text in several pieces. */
  withText(text: string): Uint8Array {
    this.#released += text;
    this.#place.replace(this.#released);
    this.#source.markChanged();
    return noFrame;
  }
}
