import type { Refusal } from '../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { AnswerFacts, StreamEvent } from '../gateway/dialects/dialect.ts';
import { alike, type Faces } from '../gateway/faces.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
import { refuseFailedAnswer } from '../screening/refuse-failed.ts';
import { AnswerChannel, type ChannelJudges, facesOf } from './answer-channel.ts';
import type { AnswerContext, FilteredEnd, FilterPorts } from './answer-context.ts';
import { AnswerPseudonyms } from './answer-pseudonyms.ts';
import { holdsBack, isJudged } from './judgement/answer-judging.ts';
import type { JudgedEnd } from './judgement/apply-judgement.ts';
import { judgeStream } from './judgement/judge-stream.ts';
import { StreamTranscript } from './judgement/stream-transcript.ts';
import { refuseUnscreened } from './refuse-unscreened.ts';
import { ReleaseQueue } from './release-queue.ts';
import { ToolCallJudge } from './tool-call-judge.ts';

type TextEvent = Extract<StreamEvent, { kind: 'text' }>;

/** What may leave now; a promise where somebody has to be asked first, and then no event may be given before it has settled. */
type Leaving = readonly Faces[] | Promise<readonly Faces[]>;

/**
 * Decides, event by event, what of a streamed answer may leave now. Text leaves as soon as no finding could still begin or end in it and no pseudonym that is to be
 * restored; tool calls leave whole, once the guardrail has judged them; what stands behind held text waits in order; what ends the message waits for the completion. An event
 * whose text was not touched leaves byte for byte as it came. Where the answer may have to be replaced once all of it is known (a schema, confidence that withholds), nothing
 * leaves before its end.
 */
export class StreamFilter {
  readonly #context: AnswerContext;
  readonly #judges: ChannelJudges;
  readonly #channels = new Map<string, AnswerChannel>();
  /** Channels of which the caller has seen the beginning and not the end. */
  readonly #begun = new Set<string>();
  readonly #queue = new ReleaseQueue();
  /** What would have left of an answer that is held back; undefined where none is. */
  readonly #heldBack: Faces[] | undefined;
  #final: Faces[] = [];
  #facts: AnswerFacts = { finishReasons: [] };
  #blocked = false;
  #refusal: Refusal | undefined;
  readonly #mediaVerdicts: PartVerdict[] = [];
  #errorType: string | undefined;

  constructor(context: AnswerContext, { guardrails }: FilterPorts) {
    this.#context = context;
    const pseudonyms = new AnswerPseudonyms(context.pseudonyms);
    const toolCalls = new ToolCallJudge(context, pseudonyms, guardrails);
    const transcript = context.judging && new StreamTranscript(context.dialect.format);
    this.#judges = { screener: context.screener, toolCalls, pseudonyms, transcript };
    if (context.judging !== undefined && holdsBack(context.judging)) this.#heldBack = [];
  }

  /** Takes one event; answers the frames that may leave now. */
  accept(event: StreamEvent): Leaving {
    const leaving = this.#accept(event);
    if (this.#heldBack === undefined) return leaving;
    return leaving instanceof Promise ? leaving.then((frames) => this.#holdBack(frames)) : this.#holdBack(leaving);
  }

  #holdBack(frames: readonly Faces[]): readonly Faces[] {
    this.#heldBack?.push(...frames);
    return [];
  }

  #accept(event: StreamEvent): Leaving {
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
  async end(): Promise<FilteredEnd> {
    const rest = await this.#flushAll();
    const known = { verdicts: this.#verdicts(), facts: this.#facts };
    if (this.#refusal !== undefined) return { ...known, withheld: [], blocked: false, refusal: this.#refusal };
    if (!this.#blocked && this.#final.length === 0) {
      throw new GatehouseFault(
        'model_stream_broken',
        'The model’s stream ended before its message did.',
        'Try the call again.',
      );
    }
    const errorType = this.#errorType === undefined ? {} : { errorType: this.#errorType };
    if (this.#blocked) return { ...known, ...errorType, withheld: this.#blockedEnd(), blocked: true };
    if (this.#errorType === undefined) return { ...known, ...(await this.#judged(rest)) };
    // What was to be judged as a whole cannot be: of such an answer only the error leaves.
    const withheld = this.#heldBack === undefined ? [...rest, ...this.#final] : this.#final;
    return { ...known, ...errorType, withheld, blocked: false };
  }

  /** What is asked of the answer beyond screening, now that all of it is here. */
  async #judged(remaining: readonly Faces[]): Promise<JudgedEnd> {
    const { judging, dialect } = this.#context;
    const { transcript } = this.#judges;
    const rest = [...(this.#heldBack ?? []), ...remaining];
    if (judging === undefined || transcript === undefined || !isJudged(this.#facts.finishReasons)) {
      return { blocked: false, withheld: [...rest, ...this.#final] };
    }
    const channels = [...this.#channels.keys()];
    return judgeStream({ transcript, facts: this.#facts, channels, rest, final: this.#final }, dialect, judging);
  }

  /** Nothing more is released; events are read on for what they say of usage. */
  get #stopped(): boolean {
    return this.#blocked || this.#refusal !== undefined;
  }

  #blockedEnd(): Faces[] {
    const { dialect, guardrail } = this.#context;
    const open = this.#heldBack === undefined ? { channels: [...this.#begun] } : undefined;
    return dialect.blockedStream(guardrail.blockedOutputMessage, open).map(alike);
  }

  /** What cannot be read leaves only where the application's policy says so by name. */
  #judgeMedia(part: Part): readonly Faces[] {
    const media = { ...part, texts: [] };
    const verdict = this.#judges.screener.screen(media);
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
    this.#refusal ??= refuseFailedAnswer([verdict]);
    return !this.#stopped;
  }

  #channel(event: TextEvent): AnswerChannel {
    const known = this.#channels.get(event.channel);
    if (known !== undefined && !known.ended) return known;
    // One screener for a channel, also where a model writes on in a block that it had ended.
    known?.reopen();
    const channel = known ?? new AnswerChannel(event, this.#judges);
    this.#channels.set(event.channel, channel);
    this.#queue.afterwards(() => this.#begun.add(event.channel));
    return channel;
  }

  #endOfChannel(name: string, event: StreamEvent): Leaving {
    const asking = this.#flush(name);
    return asking === undefined ? this.#afterEnd(name, event) : asking.then(() => this.#afterEnd(name, event));
  }

  #afterEnd(name: string, event: StreamEvent): readonly Faces[] {
    // A channel whose flush was blocked stays open: the caller has seen it begin, so the blocked end must close it.
    if (this.#stopped) return [];
    const frames = this.#inOrder(facesOf(event));
    this.#queue.afterwards(() => this.#begun.delete(name));
    return frames;
  }

  /** Puts the rest of a channel's text, as an event of the channel's own form, where the channel's text leaves. Nobody is asked about what does not leave. */
  #flush(name: string): Promise<void> | undefined {
    const channel = this.#channels.get(name);
    if (channel === undefined || channel.ended || (channel.isHeld && this.#stopped)) return undefined;
    const rest = channel.end();
    if (rest instanceof Promise) return rest.then((judged) => this.#leave(channel, judged));
    this.#leave(channel, rest);
    return undefined;
  }

  #leave(channel: AnswerChannel, rest: readonly Faces[]): void {
    const place = channel.place ?? this.#queue.hold();
    if (this.#mayLeave(channel)) place.released.push(...rest);
    place.open = false;
  }

  async #flushAll(): Promise<readonly Faces[]> {
    for (const name of this.#channels.keys()) await this.#flush(name);
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
