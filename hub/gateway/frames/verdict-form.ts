import * as z from 'zod/mini';
import { type Refusal, type RefusalCode, refusalTypes } from '../../../shared/contract/refusals.ts';
import type { Finding, PartKind, PartVerdict, Verdict } from '../../screening/parts.ts';
import { oneOf } from './fixed-words.ts';

const kind = oneOf<PartKind>({
  text: true,
  system: true,
  'tool-definition': true,
  'tool-use': true,
  'tool-result': true,
  reasoning: true,
  citation: true,
  document: true,
  image: true,
  video: true,
  audio: true,
  'guard-content': true,
  'search-result': true,
  parameters: true,
  'unknown-field': true,
});

const finding: z.ZodMiniType<Finding> = z.strictObject({
  type: z.string(),
  detector: z.string(),
  action: oneOf<Finding['action']>({ flag: true, mask: true, pseudonymize: true, block: true }),
  count: z.int(),
  score: z.exactOptional(z.number()),
  reasons: z.exactOptional(z.array(z.string())),
});

const verdict: z.ZodMiniType<PartVerdict> = z.strictObject({
  pointer: z.string(),
  kind,
  verdict: oneOf<Verdict>({ passed: true, masked: true, blocked: true, not_run: true }),
  findings: z.array(finding),
  reason: z.exactOptional(z.string()),
  failed: z.exactOptional(z.literal(true)),
});

export const verdictsForm = z.array(verdict);

export const refusalForm: z.ZodMiniType<Refusal> = z.strictObject({
  kind: z.literal('refusal'),
  code: z.custom<RefusalCode>((value) => typeof value === 'string' && Object.hasOwn(refusalTypes, value)),
  message: z.string(),
  retryAfterSeconds: z.exactOptional(z.number()),
});
