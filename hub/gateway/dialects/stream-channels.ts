import type { PartKind } from '../../screening/parts.ts';
import type { StreamEvent } from './dialect.ts';
import { endOfChannel, passing } from './stream-events.ts';
import type { EventSource } from './stream-source.ts';

/** `{block index}/{part kind}`. */
export function channelName(index: number, kind: PartKind): string {
  return `${index}/${kind}`;
}

/** The channels of one streamed message. A block may have several (reasoning beside its tool call). */
export class Channels {
  readonly #open = new Map<number, Set<string>>();

  /** The channel that a fragment of this kind in this block belongs to. */
  of(index: number, kind: PartKind): string {
    const channel = channelName(index, kind);
    const block = this.#open.get(index);
    if (block === undefined) this.#open.set(index, new Set([channel]));
    else block.add(channel);
    return channel;
  }

  /** What a block's end means: the end of each of its channels, of which the last carries the frame. */
  close(index: number, source: EventSource): StreamEvent[] {
    const channels = [...(this.#open.get(index) ?? [])];
    this.#open.delete(index);
    const last = channels.pop();
    if (last === undefined) return [passing('other', source)];
    return [...channels.map((channel) => endOfChannel(channel)), endOfChannel(last, source)];
  }

  /** Ends what was left open when the message ends, so that no text stays behind in a screener. */
  closeAll(): StreamEvent[] {
    const channels = [...this.#open.values()].flatMap((block) => [...block]);
    this.#open.clear();
    return channels.map((channel) => endOfChannel(channel));
  }
}

/** Block index and part kind of a channel made by `Channels`; undefined for the channel of a whole text. */
function parseChannel(channel: string): { readonly index: number; readonly kind: string } | undefined {
  const match = /^(\d{1,9})\/([a-z-]+)$/.exec(channel);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { index: Number(match[1]), kind: match[2] };
}

/** The blocks that `channels` leave open, lowest first, and which of them holds plain text. */
export function openBlocks(channels: readonly string[]): {
  readonly indices: readonly number[];
  readonly text?: number;
} {
  const parsed = channels.flatMap((channel) => parseChannel(channel) ?? []);
  const indices = [...new Set(parsed.map(({ index }) => index))].sort((a, b) => a - b);
  const text = parsed.find(({ kind }) => kind === 'text')?.index;
  return text === undefined ? { indices } : { indices, text };
}
