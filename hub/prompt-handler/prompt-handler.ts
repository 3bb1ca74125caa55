/**
 * Before inference: screen every part, mask it, put the rules in front, cap the output, attach the guardrail, and only then invoke the model. On AWS this is a
 * function of its own whose role can invoke models and write no storage; locally it runs in process.
 */

import type { GuardrailPolicy } from '../../shared/config/bundle.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { ParsedRequest } from '../gateway/dialects/dialect.ts';
import type { ModelAnswer, ModelRuntime } from '../gateway/ports.ts';
import type { PartVerdict } from '../screening/parts.ts';
import { Pseudonyms } from '../screening/pseudonyms.ts';
import type { Screener } from '../screening/screener.ts';
import { refuseUnread } from '../screening/unreadable.ts';

export interface Prompt {
  readonly operation: Operation;
  readonly modelId: string;
  readonly request: ParsedRequest;
  readonly screener: Screener;
  /** What to do with a part that no detector can read. */
  readonly unreadable: 'refuse' | 'allow-unscreened';
  readonly rules: readonly string[];
  readonly guardrail: GuardrailPolicy;
  readonly maxOutputTokens: number;
  /** Request headers of the caller, lower-case. */
  readonly headers: Readonly<Record<string, string>>;
}

export type PromptOutcome =
  | { readonly kind: 'blocked'; readonly verdicts: readonly PartVerdict[] }
  | { readonly kind: 'refused'; readonly verdicts: readonly PartVerdict[]; readonly refusal: Refusal }
  | {
      readonly kind: 'answered';
      readonly verdicts: readonly PartVerdict[];
      readonly sent: Uint8Array;
      /** What stands behind the tokens in `sent`: to be put back in the answer to the caller, and kept nowhere. */
      readonly pseudonyms: Pseudonyms;
      readonly answer: ModelAnswer;
    };

export async function handlePrompt(prompt: Prompt, models: ModelRuntime): Promise<PromptOutcome> {
  const pseudonyms = new Pseudonyms(prompt.request.parts.flatMap((part) => part.texts.map(({ text }) => text)));
  const verdicts = prompt.request.parts.map((part) => prompt.screener.screen(part, pseudonyms));
  if (verdicts.some((part) => part.verdict === 'blocked')) return { kind: 'blocked', verdicts };
  const unread = refuseUnread(prompt.request.parts, verdicts, prompt.unreadable);
  if (unread !== undefined) return { kind: 'refused', verdicts, refusal: unread };
  const headers = govern(prompt);
  const sent = prompt.request.serialize();
  const answer = await models.invoke({
    operation: prompt.operation,
    modelId: prompt.modelId,
    contentType: 'application/json',
    accept: prompt.headers.accept ?? 'application/json',
    body: sent,
    headers,
  });
  return { kind: 'answered', verdicts, sent, pseudonyms, answer };
}

/** What Gatehouse adds after screening: its own rules are not the caller's text. Answers the headers that go with the body. */
function govern(prompt: Prompt): Readonly<Record<string, string>> {
  const { request, guardrail } = prompt;
  const headers = passingHeaders(prompt.headers);
  // Embeddings and token counts generate nothing: they have no system prompt, and Bedrock attaches no guardrail to them.
  if (!request.generates) return headers;
  request.setMaxTokens(prompt.maxOutputTokens);
  request.addSystemRules(prompt.rules);
  return { ...headers, ...request.attachGuardrail(guardrail.identifier, guardrail.version) };
}

/** Bedrock's request headers that a caller may set; its guardrail headers are not among them, for the guardrail is ours to choose. */
const passing = [
  'x-amzn-bedrock-performanceconfig-latency',
  'x-amzn-bedrock-service-tier',
  'x-amzn-bedrock-trace',
] as const;

function passingHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of passing) {
    const value = headers[name];
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}
