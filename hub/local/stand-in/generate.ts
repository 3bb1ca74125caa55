/** From prompt to answer: the guardrail looks at the input, the answer is composed, the guardrail looks at the output. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Composition } from './answer.ts';
import { type AnswerWish, compose } from './compose.ts';
import { type Judgement, judge } from './guardrail.ts';
import type { GuardrailUse } from './guardrail-selection.ts';
import type { Block, Prompt } from './prompt.ts';
import { countPrompt, type PromptCache, type PromptTokens } from './tokens.ts';

export interface GuardrailReport {
  readonly identifier: string;
  readonly intervened: boolean;
  /** Whether the caller asked for the assessments. */
  readonly trace: boolean;
  readonly input: JsonObject;
  readonly output: JsonObject | undefined;
  /** What the model said before the guardrail stepped in; empty where it was not asked. */
  readonly modelOutput: readonly string[];
}

export interface Generation extends Composition {
  readonly prompt: PromptTokens;
  readonly guardrail: GuardrailReport | undefined;
}

export interface GenerationContext {
  readonly cache: PromptCache;
  readonly wish: AnswerWish;
  readonly guardrail: GuardrailUse | undefined;
}

export function generate(prompt: Prompt, context: GenerationContext): Generation {
  const { guardrail: use, cache, wish } = context;
  if (use === undefined) {
    return { ...compose(prompt, wish), prompt: countPrompt(prompt, cache), guardrail: undefined };
  }
  const input = judgeInput(prompt, use);
  if (input.blocked) return blockedInput(use, input);
  return judgeOutput(compose(prompt, wish), countPrompt(prompt, cache), use, input);
}

type TextBlock = Extract<Block, { kind: 'text' }>;

/**
 * With guardContent only what is in it is judged, else every text of the messages; tool results and the system prompt are not.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-converse-api.html
 */
function guardedTexts(prompt: Prompt): TextBlock[] {
  const isText = (block: Block): block is TextBlock => block.kind === 'text';
  const messages = prompt.turns.flatMap((turn) => turn.blocks).filter(isText);
  const guarded = [...prompt.system.filter(isText), ...messages].filter((block) => block.guarded);
  return guarded.length > 0 ? guarded : messages;
}

/** Masks are written into the prompt: the model sees what the guardrail left. */
function judgeInput(prompt: Prompt, use: GuardrailUse): Judgement {
  const blocks = guardedTexts(prompt);
  const judgement = judge(
    use.guardrail,
    'INPUT',
    blocks.map((block) => block.text),
  );
  for (const [index, block] of blocks.entries()) block.text = judgement.texts[index] ?? '';
  return judgement;
}

function blockedInput(use: GuardrailUse, input: Judgement): Generation {
  return {
    blocks: [{ kind: 'text', text: use.guardrail.blockedInputMessaging }],
    stopReason: 'guardrail_intervened',
    stopSequence: undefined,
    outputTokens: 0,
    prompt: { input: 0, cacheRead: 0, cacheWrite: 0 },
    guardrail: {
      identifier: use.guardrail.identifier,
      intervened: true,
      trace: use.trace,
      input: input.assessment,
      output: undefined,
      modelOutput: [],
    },
  };
}

/** The stop reason tells of an intervention in the output; one that only masked the input shows in the trace. */
function judgeOutput(answer: Composition, tokens: PromptTokens, use: GuardrailUse, input: Judgement): Generation {
  const said = answer.blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
  const output = judge(use.guardrail, 'OUTPUT', said);
  const changed = output.blocked || output.masked;
  const masks = output.texts.values();
  const blocks = answer.blocks.map((block) =>
    block.kind === 'text' ? { ...block, text: masks.next().value ?? '' } : block,
  );
  return {
    ...answer,
    blocks: output.blocked ? [{ kind: 'text', text: use.guardrail.blockedOutputsMessaging }] : blocks,
    stopReason: changed ? 'guardrail_intervened' : answer.stopReason,
    prompt: tokens,
    guardrail: {
      identifier: use.guardrail.identifier,
      intervened: changed || input.masked,
      trace: use.trace,
      input: input.assessment,
      output: output.assessment,
      modelOutput: said,
    },
  };
}
