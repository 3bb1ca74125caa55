import type { Dialect } from '../../gateway/dialects/dialect.ts';
import type { RestoredText } from '../restorer.ts';

/** One text of a streamed answer, put together from its pieces. */
export class ChannelTranscript {
  /** As the model wrote it. */
  written = '';
  /** As it was released, in both forms. */
  shown = '';
  kept = '';

  came(piece: string): void {
    this.written += piece;
  }

  left({ shown, kept }: RestoredText): void {
    this.shown += shown;
    this.kept += kept;
  }
}

/** The texts of a streamed answer that is judged at its end. */
export class StreamTranscript {
  readonly #format: Dialect['format'];
  readonly #channels = new Map<string, ChannelTranscript>();

  constructor(format: Dialect['format']) {
    this.#format = format;
  }

  /** Of a channel whose text is to be read by people; undefined for all others (reasoning, calls of tools, texts beside the answer). */
  of(channel: string, partKind: string): ChannelTranscript | undefined {
    if (partKind !== 'text' || !/^\d{1,9}\/(?:text|content)$/.test(channel)) return undefined;
    const transcript = this.#channels.get(channel) ?? new ChannelTranscript();
    this.#channels.set(channel, transcript);
    return transcript;
  }

  get written(): string {
    return this.#choices('written').join('\n');
  }

  get kept(): string {
    return this.#choices('kept').join('\n');
  }

  /** One for each choice of the answer, its blocks joined. */
  get shown(): readonly string[] {
    return this.#choices('shown');
  }

  /** OpenAI's channels begin with the choice; everywhere else there is one choice, and they begin with its block. */
  #choices(form: 'written' | 'shown' | 'kept'): readonly string[] {
    const texts = [...this.#channels.values()].map((one) => one[form]);
    if (this.#format === 'openai-chat' || texts.length === 0) return texts;
    return [texts.join('')];
  }
}
