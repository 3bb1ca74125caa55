/** How the stand-in behaves. Sent whole or in part to `POST /_stand-in/settings`, or given to `configure`. */
import { z } from 'zod';
import { guardrailSchema } from './guardrail-config.ts';

const count = z.number().int().min(0);

export const settingsSchema = z.strictObject({
  /** Milliseconds before the first byte of an answer. */
  latencyMs: count.default(0),
  /** Milliseconds between two events of a stream; 0 writes a stream at once. */
  interEventMs: count.default(0),
  /** Every nth inference call gets ThrottlingException (429); 0: none. */
  throttleEvery: count.default(0),
  /** The next n inference calls get ThrottlingException. */
  throttleNext: count.default(0),
  /** The next n inference calls fail with `failStatus`. */
  failNext: count.default(0),
  failStatus: z.union([z.literal(500), z.literal(503)]).default(500),
  /** Breaks answers off. `with`: the exception frame that ends a stream, or `cut`: the connection is destroyed. Whole answers can only be cut. */
  break: z
    .strictObject({
      afterEvents: count,
      with: z.enum([
        'cut',
        'internalServerException',
        'modelStreamErrorException',
        'modelTimeoutException',
        'serviceUnavailableException',
        'throttlingException',
        'validationException',
      ]),
    })
    .nullable()
    .default(null),
  /** Says exactly this, without reading the request: what a benchmark wants of its upstream. */
  fixedAnswer: z.string().nullable().default(null),
  /** Bytes of text in an answer. */
  answerBytes: z.number().int().min(1).max(50_000_000).nullable().default(null),
  /** Text events in a stream. */
  streamEvents: z.number().int().min(1).max(100_000).nullable().default(null),
  guardrails: z.array(guardrailSchema).default([]),
  /** How many requests are kept for `calls()`; the oldest go first. */
  recordedCalls: count.default(256),
});

export type Settings = z.output<typeof settingsSchema>;
/** Members left out keep their value. */
export type SettingsChange = Partial<z.input<typeof settingsSchema>>;

export const defaultSettings: Settings = settingsSchema.parse({});

/** @throws ZodError naming the settings that are wrong. */
export function changeSettings(current: Settings, change: unknown): Settings {
  const given = z.record(z.string(), z.unknown()).parse(change);
  const { guardrails, ...rest } = current;
  // Guardrails are kept parsed; parsing them again is harmless because every default has been filled in.
  return settingsSchema.parse({ ...rest, guardrails, ...given });
}
