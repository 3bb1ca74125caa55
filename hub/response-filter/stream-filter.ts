import type { Refusal } from '../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { AnswerFacts, StreamEvent } from '../gateway/dialects/dialect.ts';
import { alike, type Faces } from '../gateway/faces.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
import type { Screener } from '../screening/screener.ts';
import { AnswerChannel, facesOf } from './answer-channel.ts';
import type { AnswerContext, FilteredEnd } from './answer-context.ts';
import { AnswerPseudonyms } from './answer-pseudonyms.ts';
import { failClosed } from './fail-closed.ts';
import { refuseFailed, refuseUnscreened } from './refuse-unscreened.ts';
import { ReleaseQueue } from './release-queue.ts';

type TextEvent = Extract<StreamEvent, { kind: 'text' }>;

/**
 * Decides, event by event, what of a streamed answer may leave now. Text leaves as soon as no finding could still begin or end in it and no pseudonym that is to be
 * restored; what stands behind held text waits in order; what ends the message waits for the completion. An event whose text was not touched leaves byte for byte as it came.
 */
export class StreamFilter {
  readonly #context: AnswerContext;
  readonly #screener: Screener;
  readonly #pseudonyms: AnswerPseudonyms;
  readonly #channels = new Map<string, AnswerChannel>();
  /** Channels of which the caller has seen the beginning and not the end. */
  readonly #begun = new Set<string>();
  readonly #queue = new ReleaseQueue();
  #final: Faces[] = [];
  #facts: AnswerFacts = { finishReasons: [] };
  #blocked = false;
  #refusal: Refusal | undefined;
  readonly #mediaVerdicts: PartVerdict[] = [];
  #errorType: string | undefined;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#screener = failClosed(context.screener);
    this.#pseudonyms = new AnswerPseudonyms(context.pseudonyms);
  }

  /** Takes one event; answers the frames that may leave now. */
  accept(event: StreamEvent): readonly Faces[] {
    // An exception ends a stream: what a broken upstream says after it is part of no answer.
    if (this.#errorType !== undefined) return [];
    if (event.kind === 'text') return this.#stopped ? [] : this.#text(event);
    if (event.kind === 'end-of-channel') return this.#stopped ? [] : this.#endOfChannel(event.channel, event);
    if (event.kind === 'media') return this.#judgeMedia(event.part);
    if (event.kind === 'exception') this.#errorType = event.errorType;
    else if (event.facts !== undefined) this.#facts = mergeFacts(this.#facts, event.facts);
    if (event.kind === 'other') return this.#other(event);
    this.#final.push(facesOf(event));
    return [];
  }

  /** No more events come. Throws `model_stream_broken` where the message was not ended: a cut stream must not pass for a whole answer. */
  end(): FilteredEnd {
    const rest = this.#flushAll();
    const known = { verdicts: this.#verdicts(), facts: this.#facts };
    if (this.#refusal !== undefined) return { ...known, withheld: [], blocked: false, refusal: this.#refusal };
    if (!this.#blocked && this.#final.length === 0) {
      throw new GatehouseFault(
        'model_stream_broken',
        'The model’s stream ended before its message did.',
        'Try the call again.',
      );
    }
    const end = { ...known, withheld: this.#blocked ? this.#blockedEnd() : [...rest, ...this.#final] };
    return this.#errorType === undefined
      ? { ...end, blocked: this.#blocked }
      : { ...end, blocked: this.#blocked, errorType: this.#errorType };
  }

  /** Nothing more is released; events are read on for what they say of usage. */
  get #stopped(): boolean {
    return this.#blocked || this.#refusal !== undefined;
  }

  #blockedEnd(): Faces[] {
    const { dialect, blockedMessage } = this.#context;
    return dialect.blockedStream(blockedMessage, { channels: [...this.#begun] }).map(alike);
  }

  /** What cannot be read leaves only where the application's policy says so by name. */
  #judgeMedia(part: Part): readonly Faces[] {
    const media = { ...part, texts: [] };
    const verdict = this.#screener.screen(media);
    this.#mediaVerdicts.push(verdict);
    this.#refusal ??= refuseUnscreened([media], [verdict], this.#context.unreadable);
    return [];
  }

  #other(event: Extract<StreamEvent, { kind: 'other' }>): readonly Faces[] {
    if (event.signs !== undefined) this.#channels.get(event.signs)?.sign();
    return this.#stopped ? [] : this.#inOrder(facesOf(event));
  }

  #text(event: TextEvent): readonly Faces[] {
    const channel = this.#channel(event);
    const released = channel.push(event);
    if (!this.#mayLeave(channel)) return [];
    if (released === undefined) return this.#inOrder(facesOf(event));
    channel.place ??= this.#queue.hold();
    channel.place.released.push(...released);
    return this.#queue.take();
  }

  /** Whether what the channel released may leave: not where screening stopped it, or could not do its work. */
  #mayLeave(channel: AnswerChannel): boolean {
    const verdict = channel.verdict();
    if (verdict.verdict === 'blocked') this.#blocked = true;
    this.#refusal ??= refuseFailed([verdict]);
    return !this.#stopped;
  }

  #channel(event: TextEvent): AnswerChannel {
    const known = this.#channels.get(event.channel);
    if (known !== undefined && !known.ended) return known;
    // One screener for a channel, also where a model writes on in a block that it had ended.
    known?.reopen();
    const channel = known ?? new AnswerChannel(event, this.#screener, this.#pseudonyms);
    this.#channels.set(event.channel, channel);
    this.#queue.afterwards(() => this.#begun.add(event.channel));
    return channel;
  }

  #endOfChannel(name: string, event: StreamEvent): readonly Faces[] {
    this.#flush(name);
    // A channel whose flush was blocked stays open: the caller has seen it begin, so the blocked end must close it.
    if (this.#stopped) return [];
    const frames = this.#inOrder(facesOf(event));
    this.#queue.afterwards(() => this.#begun.delete(name));
    return frames;
  }

  /** Puts the rest of a channel's text, as an event of the channel's own form, where the channel's text leaves. */
  #flush(name: string): void {
    const channel = this.#channels.get(name);
    if (channel === undefined || channel.ended) return;
    const rest = channel.end();
    const place = channel.place ?? this.#queue.hold();
    if (this.#mayLeave(channel)) place.released.push(...rest);
    place.open = false;
  }

  #flushAll(): readonly Faces[] {
    for (const name of this.#channels.keys()) this.#flush(name);
    return this.#stopped ? [] : this.#queue.take();
  }

  #inOrder(frame: Faces): readonly Faces[] {
    if (this.#queue.empty) return [frame];
    this.#queue.append(frame);
    return this.#queue.take();
  }

  #verdicts(): PartVerdict[] {
    return [...[...this.#channels.values()].map((channel) => channel.verdict()), ...this.#mediaVerdicts];
  }
}

function mergeFacts(known: AnswerFacts, more: Partial<AnswerFacts>): AnswerFacts {
  const usage = more.usage === undefined ? known.usage : { ...known.usage, ...more.usage };
  return { ...known, ...more, ...(usage === undefined ? {} : { usage }) };
}
