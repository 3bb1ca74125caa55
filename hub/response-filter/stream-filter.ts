import { GatehouseFault } from '../../shared/errors.ts';
import type { AnswerFacts, StreamEvent } from '../gateway/dialects/dialect.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { StreamScreener } from '../screening/screener.ts';
import type { AnswerContext, FilteredEnd } from './answer-context.ts';

type TextEvent = Extract<StreamEvent, { kind: 'text' }>;

interface Channel {
  readonly screener: StreamScreener;
  /** The last text event: its form carries text that is released later than it came. */
  last: TextEvent;
  /** Whether text of this channel may still be held back. */
  holding: boolean;
}

/**
 * Decides, event by event, what of a streamed answer may leave now. Text leaves as soon as no finding could still begin or end in it; what stands behind held text
 * waits in order; what ends the message waits for the completion. An event whose text was not touched leaves byte for byte as it came.
 */
export class StreamFilter {
  readonly #context: AnswerContext;
  readonly #channels = new Map<string, Channel>();
  readonly #open = new Set<string>();
  #behind: Uint8Array[] = [];
  #final: Uint8Array[] = [];
  #facts: AnswerFacts = { finishReasons: [] };
  #blocked = false;
  #errorType: string | undefined;

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  /** Takes one event; answers the frames that may leave now. */
  accept(event: StreamEvent): readonly Uint8Array[] {
    if (event.kind === 'text') return this.#blocked ? [] : this.#text(event);
    if (event.kind === 'end-of-channel') return this.#blocked ? [] : this.#endOfChannel(event.channel, event.frame);
    if (event.kind === 'exception') this.#errorType = event.errorType;
    else if (event.facts !== undefined) this.#facts = mergeFacts(this.#facts, event.facts);
    if (event.kind !== 'other') this.#final.push(event.frame);
    else if (!this.#blocked) return this.#inOrder(event.frame);
    return [];
  }

  /** No more events come. Throws `model_stream_broken` where the message was not ended: a cut stream must not pass for a whole answer. */
  end(): FilteredEnd {
    const rest = this.#flushAll();
    if (!this.#blocked && this.#final.length === 0) {
      throw new GatehouseFault(
        'model_stream_broken',
        'The model’s stream ended before its message did.',
        'Try the call again.',
      );
    }
    const { dialect, blockedMessage } = this.#context;
    const withheld = this.#blocked
      ? dialect.blockedStream(blockedMessage, { channels: [...this.#open] })
      : [...rest, ...this.#final];
    const end = { withheld, verdicts: this.#verdicts(), facts: this.#facts, blocked: this.#blocked };
    return this.#errorType === undefined ? end : { ...end, errorType: this.#errorType };
  }

  #text(event: TextEvent): readonly Uint8Array[] {
    const channel = this.#channel(event);
    channel.last = event;
    const released = channel.screener.push(event.text);
    if (channel.screener.verdict().verdict === 'blocked') {
      this.#blocked = true;
      return [];
    }
    if (released === event.text && !channel.holding) return this.#inOrder(event.frame);
    channel.holding = true;
    return released === '' ? [] : [event.withText(released)];
  }

  #channel(event: TextEvent): Channel {
    const known = this.#channels.get(event.channel);
    if (known !== undefined) return known;
    const screener = this.#context.screener.stream(event.channel, event.partKind);
    const channel = { screener, last: event, holding: false };
    this.#channels.set(event.channel, channel);
    this.#open.add(event.channel);
    return channel;
  }

  #endOfChannel(name: string, frame: Uint8Array): readonly Uint8Array[] {
    const released = this.#flush(name);
    // A channel whose flush was blocked stays open: the caller has seen it begin, so the blocked end must close it.
    if (this.#blocked) return [];
    this.#open.delete(name);
    if (this.#holding()) {
      this.#behind.push(...released, frame);
      return [];
    }
    return [...released, ...this.#takeBehind(), frame];
  }

  /** The rest of a channel's text, as an event of the channel's own form. */
  #flush(name: string): readonly Uint8Array[] {
    const channel = this.#channels.get(name);
    if (channel === undefined) return [];
    const rest = channel.screener.flush();
    channel.holding = false;
    if (channel.screener.verdict().verdict === 'blocked') this.#blocked = true;
    return rest === '' || this.#blocked ? [] : [channel.last.withText(rest)];
  }

  #flushAll(): readonly Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (const name of this.#open) frames.push(...this.#flush(name));
    return this.#blocked ? [] : [...frames, ...this.#takeBehind()];
  }

  #inOrder(frame: Uint8Array): readonly Uint8Array[] {
    if (!this.#holding()) return [frame];
    this.#behind.push(frame);
    return [];
  }

  #holding(): boolean {
    for (const name of this.#open) if (this.#channels.get(name)?.holding) return true;
    return false;
  }

  #takeBehind(): readonly Uint8Array[] {
    const frames = this.#behind;
    this.#behind = [];
    return frames;
  }

  #verdicts(): PartVerdict[] {
    return [...this.#channels.values()].map((channel) => channel.screener.verdict());
  }
}

function mergeFacts(known: AnswerFacts, more: Partial<AnswerFacts>): AnswerFacts {
  const usage = more.usage === undefined ? known.usage : { ...known.usage, ...more.usage };
  return { ...known, ...more, ...(usage === undefined ? {} : { usage }) };
}
