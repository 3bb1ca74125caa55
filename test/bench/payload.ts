/** The calls of the benchmark: a request of about 2.5 KB, an answer of about 1 KB, a stream of 36 events. Fixed, so that runs compare. */
import { EventStreamCodec } from '@smithy/eventstream-codec';

export type Mode = 'whole' | 'stream';

export const application = 'claims-assistant';
const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

/** The path that clients of the hub use; the stand-in looks at its end only. */
export const requestPaths: Readonly<Record<Mode, string>> = {
  whole: `/apps/${application}/model/${encodeURIComponent(modelId)}/converse`,
  stream: `/apps/${application}/model/${encodeURIComponent(modelId)}/converse-stream`,
};

/** What a complete answer contains, whichever server gave it. */
export const completeMark: Readonly<Record<Mode, string>> = { whole: '"end_turn"', stream: 'messageStop' };
/** The name of the first event that carries text. */
export const textMark = 'contentBlockDelta';

const letter = `The policy holder reports water damage in the kitchen after a pipe under the sink gave way during the night. The floor,
two cabinets and the skirting boards were affected; a plumber stopped the leak the next morning and left an invoice. Photographs were taken
before anything was moved. The holder asks whether the replacement of the cabinets is covered, whether the cost of the plumber is paid back,
and how long the assessment will take. Write to them at the address on file, or to jordan@example.com, if anything is missing. `;

const variant = 'abcdefghijkl';

/** One request body. Each call differs in twelve letters, so that nothing along the way can answer from memory. */
export class RequestBody {
  readonly bytes: Buffer;
  readonly #variantAt: number;

  constructor() {
    this.bytes = Buffer.from(
      JSON.stringify({
        system: [{ text: 'You assist the claims team of an insurer. Answer briefly, and say what is missing.' }],
        messages: [
          { role: 'user', content: [{ text: `Claim letter ${variant}. ${letter.repeat(4).replaceAll('\n', ' ')}` }] },
        ],
        inferenceConfig: { maxTokens: 400, temperature: 0.2 },
        requestMetadata: { purpose: 'claims-triage' },
      }),
    );
    this.#variantAt = this.bytes.indexOf(variant);
  }

  /** Writes the call's number as twelve letters. */
  vary(callNumber: number): void {
    for (let at = 0, rest = callNumber; at < variant.length; at += 1, rest = Math.floor(rest / 26)) {
      this.bytes[this.#variantAt + at] = 97 + (rest % 26);
    }
  }
}

const usage = { inputTokens: 540, outputTokens: 190, totalTokens: 730 };

const answerText =
  `Thank you for the letter. Sudden escape of water is an insured event, so the damage to floor, cabinets and skirting boards
is assessed as one claim. The plumber's invoice is paid back as far as it concerns stopping the leak; the repair of the pipe itself is
maintenance and stays with the owner. Cabinets are replaced at their present value, unless the contract names replacement value. Please ask
for the photographs and the invoice, and for the age of the cabinets. With these, the assessment takes about ten working days. The holder
should keep the damaged parts until the adjuster has seen them, because without them the extent cannot be verified. If rooms can not be
used meanwhile, ask for dates: the contract may pay for other lodging.`.replaceAll('\n', ' ');

/** Bedrock's answer to Converse. */
export function wholeAnswer(): Buffer {
  return Buffer.from(
    JSON.stringify({
      metrics: { latencyMs: 412 },
      output: { message: { role: 'assistant', content: [{ text: answerText }] } },
      stopReason: 'end_turn',
      usage,
    }),
  );
}

const deltas = 32;

/** Bedrock's answer to ConverseStream: 36 frames of event stream, encoded once. */
export function streamFrames(): readonly Buffer[] {
  const words = answerText.split(' ');
  const texts = Array.from({ length: deltas }, (_, at) => {
    const part = words.slice(Math.floor((at * words.length) / deltas), Math.floor(((at + 1) * words.length) / deltas));
    return at === 0 ? part.join(' ') : ` ${part.join(' ')}`;
  });
  return [
    frame('messageStart', { role: 'assistant' }),
    ...texts.map((text) => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
    frame('contentBlockStop', { contentBlockIndex: 0 }),
    frame('messageStop', { stopReason: 'end_turn' }),
    frame('metadata', { metrics: { latencyMs: 412 }, usage }),
  ];
}

function frame(type: string, event: unknown): Buffer {
  const codec = new EventStreamCodec(
    (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()),
    (text) => Buffer.from(text),
  );
  const encoded = codec.encode({
    headers: {
      ':event-type': { type: 'string', value: type },
      ':content-type': { type: 'string', value: 'application/json' },
      ':message-type': { type: 'string', value: 'event' },
    },
    body: Buffer.from(JSON.stringify(event)),
  });
  return Buffer.from(encoded);
}
