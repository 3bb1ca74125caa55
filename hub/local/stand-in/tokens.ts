/**
 * Token counts without a tokenizer: four UTF-16 units are one token, rounded up for each text; a message costs three tokens more; media cost one
 * token for each kibibyte. Exact enough for budgets and tests, and the same for the same input on every machine.
 */
import { createHash } from 'node:crypto';
import type { Block, Prompt } from './prompt.ts';

export const charactersPerToken = 4;
const tokensPerMessage = 3;

export interface PromptTokens {
  /** Without cache tokens, as Bedrock counts. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** Remembers which prompt prefixes were cached. Bounded: the oldest is forgotten, which costs a cache write. */
export class PromptCache {
  readonly #seen = new Set<string>();
  readonly #capacity: number;

  constructor(capacity = 1000) {
    this.#capacity = capacity;
  }

  /** Whether this prefix was there already; it is from now on. */
  touch(prefix: string): boolean {
    const key = createHash('sha256').update(prefix).digest('base64');
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    const oldest = this.#seen.values().next().value;
    if (this.#seen.size > this.#capacity && oldest !== undefined) this.#seen.delete(oldest);
    return false;
  }
}

class Meter {
  total = 0;
  readonly #texts: string[] = [];
  #cached = 0;
  #prefixLength = 0;

  add(text: string, tokens: number): void {
    this.#texts.push(text);
    this.total += tokens;
  }

  cachePoint(): void {
    this.#cached = this.total;
    this.#prefixLength = this.#texts.length;
  }

  block(block: Block): void {
    if (block.kind === 'cache-point') this.cachePoint();
    else if (block.kind === 'media') this.add(`${block.format}:${block.bytes}`, Math.ceil(block.bytes / 1024));
    else if (block.kind === 'tool-use') this.text(`${block.name}${JSON.stringify(block.input)}`);
    else this.text(block.text);
  }

  text(text: string): void {
    this.add(text, tokensOf(text));
  }

  result(cache: PromptCache | undefined): PromptTokens {
    if (this.#cached === 0 || cache === undefined) return { input: this.total, cacheRead: 0, cacheWrite: 0 };
    const hit = cache.touch(this.#texts.slice(0, this.#prefixLength).join('\0'));
    const input = this.total - this.#cached;
    return hit ? { input, cacheRead: this.#cached, cacheWrite: 0 } : { input, cacheRead: 0, cacheWrite: this.#cached };
  }
}

/** Counts in Bedrock's cache order: tools, system, messages. Without a `cache` (CountTokens), cached content counts as input. */
export function countPrompt(prompt: Prompt, cache?: PromptCache): PromptTokens {
  const meter = new Meter();
  for (const tool of prompt.tools) meter.text(`${tool.name}${tool.description}${JSON.stringify(tool.schema)}`);
  if (prompt.toolsCached) meter.cachePoint();
  for (const block of prompt.system) meter.block(block);
  for (const turn of prompt.turns) {
    meter.add('', tokensPerMessage);
    for (const block of turn.blocks) meter.block(block);
  }
  return meter.result(cache);
}
