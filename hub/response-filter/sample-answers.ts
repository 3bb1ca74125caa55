import { isRefusal } from '../../shared/contract/refusals.ts';
import type { Dialect, TokenUsage } from '../gateway/dialects/dialect.ts';
import { usageOfHeaders } from '../gateway/dialects/header-usage.ts';
import { parseJsonObject } from '../gateway/dialects/json.ts';
import type { ModelAnswer } from '../gateway/ports.ts';
import { textsOfChoices } from './schema/answer-texts.ts';
import { collectBody, maxAnswerBytes } from './whole-answer.ts';

/** A further answer to a prompt that a model was paid for. */
export interface SampledAnswer {
  /** What it says; absent where it could not be read. */
  readonly text?: string;
  /** Undefined where the model did not say: it is charged all the same. */
  readonly usage: TokenUsage | undefined;
}

/**
 * Reads the samples for self-agreement. They are compared with the answer in this process's memory, as the model wrote both, and then forgotten: none of them is shown, kept or
 * logged, so none is screened. One that fails is one less to compare with; never rejects.
 */
export async function readSamples(
  samples: readonly Promise<ModelAnswer | undefined>[],
  dialect: Dialect,
): Promise<readonly SampledAnswer[]> {
  const read = await Promise.all(samples.map(async (sample) => readSample(await sample, dialect)));
  return read.flatMap((sample) => sample ?? []);
}

async function readSample(answer: ModelAnswer | undefined, dialect: Dialect): Promise<SampledAnswer | undefined> {
  if (answer === undefined) return undefined;
  const { status, headers } = answer;
  try {
    const body = parseJsonObject(await collectBody(answer.body, maxAnswerBytes));
    // Bedrock charges nothing for an error.
    if (status !== 200) return undefined;
    if (isRefusal(body)) return { usage: usageOfHeaders(headers) };
    const { parts, usage } = dialect.parseAnswer(body);
    return { text: textsOfChoices(parts, dialect.format).join('\n'), usage: usage ?? usageOfHeaders(headers) };
  } catch {
    return status === 200 ? { usage: usageOfHeaders(headers) } : undefined;
  }
}
