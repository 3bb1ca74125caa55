/** Writes the answer: what a model would say if all it knew were what it was given. Deterministic, and honest about what the model saw. */
import { createHash } from 'node:crypto';
import type { AnswerBlock, Composition } from './answer.ts';
import { schemaInRules } from './answer-schema.ts';
import { jsonFromSchema } from './json-from-schema.ts';
import { cutAtLimits } from './limits.ts';
import { type Block, lastTurn, type Prompt, question } from './prompt.ts';
import { chooseTool } from './tool-choice.ts';

export interface AnswerWish {
  /** Says exactly this instead of answering. */
  readonly text?: string | undefined;
  /** Makes the text this many bytes of UTF-8 long (ASCII filler, or cut at a character). */
  readonly bytes?: number | undefined;
}

export function compose(prompt: Prompt, wish: AnswerWish = {}): Composition {
  const tool = wish.text === undefined ? chooseTool(prompt) : undefined;
  const text = sized(wish.text ?? (tool === undefined ? answerText(prompt) : `I will use ${tool.name}.`), wish.bytes);
  const blocks: AnswerBlock[] = prompt.reasoning ? [reasoningBlock(prompt)] : [];
  blocks.push({ kind: 'text', text });
  if (tool !== undefined) {
    const input = jsonFromSchema(tool.schema, question(prompt));
    blocks.push({
      kind: 'tool-use',
      id: `tooluse_${fingerprint(tool.name + JSON.stringify(input), 22)}`,
      name: tool.name,
      input,
    });
  }
  return cutAtLimits(blocks, prompt, tool === undefined ? 'end_turn' : 'tool_use');
}

/** Letters and digits that follow from `text`. */
export function fingerprint(text: string, length: number): string {
  return createHash('sha256').update(text).digest('base64').replace(/[+/=]/g, '0').slice(0, length);
}

function reasoningBlock(prompt: Prompt): AnswerBlock {
  const text = `The user wrote ${question(prompt).length} characters. I answer from what I was given and nothing else.`;
  const signature = createHash('sha512').update(text).digest('base64');
  return { kind: 'reasoning', text, signature };
}

/** How much of a long question is repeated, in UTF-16 units. */
const longestEcho = 4000;

function answerText(prompt: Prompt): string {
  const asked = question(prompt);
  const schema = prompt.answerSchema ?? schemaInRules(prompt.system);
  if (schema !== undefined) return JSON.stringify(jsonFromSchema(schema, asked));
  const last = lastTurn(prompt);
  const results = last.flatMap((block) => (block.kind === 'tool-result' ? [block.text] : []));
  const sentences = [
    results.length === 0 ? '' : `The tool answered: ${results.join('; ').slice(0, longestEcho)}`,
    `You asked: ${asked.slice(0, longestEcho).toWellFormed()}`,
    rulesNote(prompt),
    prompt.tools.length === 0 ? '' : `I can use ${counted(prompt.tools.length, 'tool')}: ${toolNames(prompt)}.`,
    mediaNote(last),
  ];
  return sentences.filter((sentence) => sentence !== '').join('\n');
}

function rulesNote(prompt: Prompt): string {
  const rules = prompt.system.filter((block) => block.kind === 'text').length;
  return rules === 0 ? '' : `I follow ${counted(rules, 'system rule')}.`;
}

function toolNames(prompt: Prompt): string {
  return prompt.tools.map((tool) => tool.name).join(', ');
}

function mediaNote(blocks: readonly Block[]): string {
  const seen = blocks.flatMap((block) =>
    block.kind === 'media' ? [`one ${block.media} (${block.format}, ${block.bytes} bytes)`] : [],
  );
  return seen.length === 0 ? '' : `I see ${seen.join(', ')}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function sized(text: string, bytes: number | undefined): string {
  if (bytes === undefined) return text;
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text + '.'.repeat(bytes - encoded.length);
  // A cut inside a character decodes to U+FFFD; without it the text is at most three bytes short.
  return encoded.subarray(0, bytes).toString('utf8').replace(/�+$/, '');
}
