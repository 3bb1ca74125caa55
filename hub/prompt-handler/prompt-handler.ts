/**
 * Before inference: screen every part, mask it, mark what comes from elsewhere as data, put the rules in front, cap the output, attach the guardrail, and only
 * then invoke the model. On AWS this is a function of its own whose role can invoke models and write no storage; locally it runs in process.
 */
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { RepairTurn } from '../gateway/dialects/repair-turn.ts';
import type { Guardrails, ModelAnswer, ModelRuntime } from '../gateway/ports.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { Pseudonyms } from '../screening/pseudonyms.ts';
import { askAgain, type Reasked } from './ask-again.ts';
import { type GivenToModel, givenIn } from './given-to-model.ts';
import { callOf, passingHeaders } from './model-call.ts';
import { type ScreeningOrder, screenPrompt } from './screen-prompt.ts';
import { type Spotlight, spotlight } from './spotlight.ts';

export interface Prompt extends ScreeningOrder {
  readonly modelId: string;
  readonly rules: readonly string[];
  /** Absent where the application has untrusted text sent as it is. */
  readonly spotlight?: Spotlight;
  readonly maxOutputTokens: number;
  /** How many more answers to the same body are asked for, side by side with the first. Default: none. */
  readonly samples?: number;
  /** Request headers of the caller, lower-case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface PromptPorts {
  readonly models: ModelRuntime;
  readonly guardrails: Guardrails;
}

export type PromptOutcome =
  | { readonly kind: 'blocked'; readonly verdicts: readonly PartVerdict[] }
  | { readonly kind: 'refused'; readonly verdicts: readonly PartVerdict[]; readonly refusal: Refusal }
  /** Screened, but the model could not be asked. `cause` is for the hub alone. */
  | {
      readonly kind: 'faulted';
      readonly verdicts: readonly PartVerdict[];
      readonly cause: unknown;
      readonly samples?: Samples;
      /** Whether the model was asked nobody knows: the prompt handler was, and did not say. */
      readonly perhapsAsked?: true;
    }
  | {
      readonly kind: 'answered';
      readonly verdicts: readonly PartVerdict[];
      readonly sent: Uint8Array;
      /** What stands behind the tokens in `sent`: to be put back in the answer to the caller, and kept nowhere. */
      readonly pseudonyms: Pseudonyms;
      readonly answer: ModelAnswer;
      readonly given: GivenToModel;
      readonly samples: Samples;
      /**
       * The repair round. Undefined where the body takes no such turn; rejects where the model cannot be asked; `unknown` where nobody knows whether it was, because the prompt
       * handler did not say.
       */
      askAgain(turn: RepairTurn): Promise<Reasked | 'unknown' | undefined>;
    };

export type AnsweredPrompt = Extract<PromptOutcome, { kind: 'answered' }>;

/** Further answers to what was sent; undefined where one was not to be had. They never reject. */
export type Samples = readonly Promise<ModelAnswer | undefined>[];

export async function handlePrompt(prompt: Prompt, { models, guardrails }: PromptPorts): Promise<PromptOutcome> {
  const { verdicts, pseudonyms, stop } = await screenPrompt(prompt, guardrails);
  if (stop === 'blocked') return { kind: 'blocked', verdicts };
  if (stop !== undefined) return { kind: 'refused', verdicts, refusal: stop };
  const { request } = prompt;
  const headers = govern(prompt);
  const sent = request.serialize();
  const call = callOf(prompt, sent, headers);
  const first = models.invoke(call);
  const samples = Array.from({ length: prompt.samples ?? 0 }, () => models.invoke(call).catch(() => undefined));
  try {
    const answer = await first;
    return {
      ...{ kind: 'answered', verdicts, sent, pseudonyms, answer, samples, given: givenIn(request) },
      askAgain: (turn) => askAgain(request, call, turn, models),
    };
  } catch (cause) {
    return { kind: 'faulted', verdicts, cause, samples };
  }
}

/** What Gatehouse adds after screening: its own rules are not the caller's text. Answers the headers that go with the body. */
function govern(prompt: Prompt): Readonly<Record<string, string>> {
  const { request, guardrail } = prompt;
  const headers = passingHeaders(prompt.headers);
  const marks = prompt.spotlight === undefined ? [] : spotlight(request, prompt.spotlight);
  // A token count counts what the same prompt would be sent as. An embedding has no system prompt, and takes no rules.
  request.addSystemRules([...prompt.rules, ...marks]);
  // Neither generates anything: there is no output to cap, and Bedrock attaches no guardrail to them.
  if (!request.generates) return headers;
  request.setMaxTokens(prompt.maxOutputTokens);
  return { ...headers, ...request.attachGuardrail(guardrail.identifier, guardrail.version) };
}
