import * as z from 'zod/mini';
import type { Json } from '../../../shared/canonical-json.ts';
import type { GivenToModel } from '../../prompt-handler/given-to-model.ts';
import { isScored } from '../../response-filter/judgement/judge-answer.ts';
import type { CallOrder } from '../handlers.ts';

/** A JSON Schema of the caller's, with its numbers as they are written; checked by who compiles it. */
const schema = z.custom<Json>((value) => value !== undefined);

export const givenForm = z.strictObject({
  text: z.optional(schema),
  tools: z.array(z.tuple([z.string(), schema])),
  sources: z.array(z.string()),
  references: z.exactOptional(z.int()),
});

type GivenForm = z.output<typeof givenForm>;

/** Sources are most of a prompt: they travel only where the answer is scored by them. */
export function formOfGiven(given: GivenToModel, { call }: CallOrder): GivenForm {
  if (!call.request.generates) return { tools: [], sources: [] };
  const { text, tools } = given.outputFormat();
  const { sources, references } = isScored(call.application.policy.answers) ? given.sources() : { sources: [] };
  return {
    ...(text !== undefined && { text }),
    tools: [...tools],
    sources: [...sources],
    ...(references !== undefined && { references }),
  };
}

export function givenOfForm({ text, tools, ...sources }: GivenForm): GivenToModel {
  const format = { tools: new Map(tools), ...(text !== undefined && { text }) };
  return { outputFormat: () => format, sources: () => sources };
}
