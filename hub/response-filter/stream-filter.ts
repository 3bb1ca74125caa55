import type { Refusal } from '../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { AnswerFacts, StreamEvent } from '../gateway/dialects/dialect.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
import type { StreamScreener } from '../screening/screener.ts';
import { refuseUnread } from '../screening/unreadable.ts';
import type { AnswerContext, FilteredEnd } from './answer-context.ts';
import { type HeldPlace, ReleaseQueue } from './release-queue.ts';

type TextEvent = Extract<StreamEvent, { kind: 'text' }>;

interface Channel {
  readonly screener: StreamScreener;
  /** The last text event: its form carries text that is released later than it came. */
  last: TextEvent;
  /** Where the text of this channel leaves from the moment on at which some of it was held back. */
  place: HeldPlace | undefined;
  ended: boolean;
}

/**
 * Decides, event by event, what of a streamed answer may leave now. Text leaves as soon as no finding could still begin or end in it; what stands behind held text
 * waits in order; what ends the message waits for the completion. An event whose text was not touched leaves byte for byte as it came.
 */
export class StreamFilter {
  readonly #context: AnswerContext;
  readonly #channels = new Map<string, Channel>();
  /** Channels of which the caller has seen the beginning and not the end. */
  readonly #begun = new Set<string>();
  readonly #queue = new ReleaseQueue();
  #final: Uint8Array[] = [];
  #facts: AnswerFacts = { finishReasons: [] };
  #blocked = false;
  #refusal: Refusal | undefined;
  readonly #mediaVerdicts: PartVerdict[] = [];
  #errorType: string | undefined;

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  /** Takes one event; answers the frames that may leave now. */
  accept(event: StreamEvent): readonly Uint8Array[] {
    // An exception ends a stream: what a broken upstream says after it is part of no answer.
    if (this.#errorType !== undefined) return [];
    if (event.kind === 'text') return this.#stopped ? [] : this.#text(event);
    if (event.kind === 'end-of-channel') return this.#stopped ? [] : this.#endOfChannel(event.channel, event.frame);
    if (event.kind === 'media') return this.#judgeMedia(event.part);
    if (event.kind === 'exception') this.#errorType = event.errorType;
    else if (event.facts !== undefined) this.#facts = mergeFacts(this.#facts, event.facts);
    if (event.kind !== 'other') this.#final.push(event.frame);
    else if (!this.#stopped) return this.#inOrder(event.frame);
    return [];
  }

  /** No more events come. Throws `model_stream_broken` where the message was not ended: a cut stream must not pass for a whole answer. */
  end(): FilteredEnd {
    const rest = this.#flushAll();
    if (this.#refusal !== undefined) {
      return { withheld: [], verdicts: this.#verdicts(), facts: this.#facts, blocked: false, refusal: this.#refusal };
    }
    if (!this.#blocked && this.#final.length === 0) {
      throw new GatehouseFault(
        'model_stream_broken',
        'The model’s stream ended before its message did.',
        'Try the call again.',
      );
    }
    const { dialect, blockedMessage } = this.#context;
    const withheld = this.#blocked
      ? dialect.blockedStream(blockedMessage, { channels: [...this.#begun] })
      : [...rest, ...this.#final];
    const end = { withheld, verdicts: this.#verdicts(), facts: this.#facts, blocked: this.#blocked };
    return this.#errorType === undefined ? end : { ...end, errorType: this.#errorType };
  }

  /** Nothing more is released; events are read on for what they say of usage. */
  get #stopped(): boolean {
    return this.#blocked || this.#refusal !== undefined;
  }

  /** What cannot be read leaves only where the application's policy says so by name. */
  #judgeMedia(part: Part): readonly Uint8Array[] {
    const media = { ...part, texts: [] };
    const verdict = this.#context.screener.screen(media);
    this.#mediaVerdicts.push(verdict);
    this.#refusal ??= refuseUnread([media], [verdict], this.#context.unreadable);
    return [];
  }

  #text(event: TextEvent): readonly Uint8Array[] {
    const channel = this.#channel(event);
    channel.last = event;
    const released = channel.screener.push(event.text);
    if (channel.screener.verdict().verdict === 'blocked') {
      this.#blocked = true;
      return [];
    }
    if (released === event.text && channel.place === undefined) return this.#inOrder(event.frame);
    channel.place ??= this.#queue.hold();
    if (released !== '') channel.place.released.push(event.withText(released));
    return this.#queue.take();
  }

  #channel(event: TextEvent): Channel {
    const known = this.#channels.get(event.channel);
    if (known !== undefined && !known.ended) return known;
    // One screener for a channel, also where a model writes on in a block that it had ended.
    const screener =
      known?.screener ?? this.#context.screener.stream(event.channel, event.partKind, this.#context.pseudonyms);
    const channel = { screener, last: event, place: undefined, ended: false };
    this.#channels.set(event.channel, channel);
    this.#queue.afterwards(() => this.#begun.add(event.channel));
    return channel;
  }

  #endOfChannel(name: string, frame: Uint8Array): readonly Uint8Array[] {
    this.#flush(name);
    // A channel whose flush was blocked stays open: the caller has seen it begin, so the blocked end must close it.
    if (this.#blocked) return [];
    const frames = this.#inOrder(frame);
    this.#queue.afterwards(() => this.#begun.delete(name));
    return frames;
  }

  /** Puts the rest of a channel's text, as an event of the channel's own form, where the channel's text leaves. */
  #flush(name: string): void {
    const channel = this.#channels.get(name);
    if (channel === undefined || channel.ended) return;
    channel.ended = true;
    const rest = channel.screener.flush();
    if (channel.screener.verdict().verdict === 'blocked') this.#blocked = true;
    const place = channel.place ?? this.#queue.hold();
    if (rest !== '') place.released.push(channel.last.withText(rest));
    place.open = false;
  }

  #flushAll(): readonly Uint8Array[] {
    for (const name of this.#channels.keys()) this.#flush(name);
    return this.#blocked ? [] : this.#queue.take();
  }

  #inOrder(frame: Uint8Array): readonly Uint8Array[] {
    if (this.#queue.empty) return [frame];
    this.#queue.append(frame);
    return this.#queue.take();
  }

  #verdicts(): PartVerdict[] {
    return [...[...this.#channels.values()].map((channel) => channel.screener.verdict()), ...this.#mediaVerdicts];
  }
}

function mergeFacts(known: AnswerFacts, more: Partial<AnswerFacts>): AnswerFacts {
  const usage = more.usage === undefined ? known.usage : { ...known.usage, ...more.usage };
  return { ...known, ...more, ...(usage === undefined ? {} : { usage }) };
}
