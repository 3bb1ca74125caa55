/** Requests that Bedrock accepted and answers that it gave, recorded by the test suites of public clients: none may be refused, lose or change anything. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../shared/canonical-json.ts';
import type { BodyFormat } from '../../../../shared/config/bundle.ts';
import { operations, type PathAction } from '../../../../shared/contract/operations.ts';
import { bodyOf, dialectFor, maskAll, passOn, request, sent, textsOf } from './dialect-cases.ts';

const folder = join(process.env.GATEHOUSE_EVAL ?? join(import.meta.dirname, '../../../../../shared/eval'), 'requests');
const present = existsSync(join(folder, 'index.json'));

interface Entry {
  readonly file: string;
  readonly api: string;
  readonly model_id: string | null;
}

interface RecordedCall {
  readonly request: Json;
  readonly response?: null | { readonly status: number; readonly json?: JsonObject; readonly body_base64?: string };
}

const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;
const index = present ? (read('index.json') as Entry[]) : [];
const bedrock = index.filter(({ api }) => Object.hasOwn(operations, api));
const anthropic = index.filter(({ file }) => file.startsWith('anthropic/'));

function formatOf({ model_id, file }: Entry): BodyFormat {
  const model = model_id ?? '';
  if (model.includes('anthropic')) return 'anthropic-messages';
  if (model.includes('titan') || file.includes('inference_profile_embed')) return 'titan-embeddings';
  if (model.includes('cohere')) return 'cohere-embeddings';
  return model.includes('embeddings') ? 'nova-embeddings' : 'nova-messages';
}

/** The corpus writes bytes as `{"$bytes_base64": …}` in places; on the wire they are base64 strings. */
function onTheWire(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(onTheWire);
  const bytes = value.$bytes_base64;
  if (typeof bytes === 'string') return bytes;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, onTheWire(member)]));
}

if (!present) {
  console.info(
    `recorded calls: skipped, because ${join('shared', 'eval', 'requests')} is not beside the repository; set GATEHOUSE_EVAL to its parent.`,
  );
}

describe.skipIf(!present)('recorded calls of Bedrock', () => {
  it('are there in number', () => {
    expect(bedrock.length).toBeGreaterThanOrEqual(60);
  });

  it.each(bedrock)('$file: the request is taken, known in full, and sent on as it came', (entry) => {
    const call = read(entry.file) as RecordedCall;
    const body = onTheWire(call.request);
    const parsed = request(dialectFor(operations[entry.api as PathAction], formatOf(entry)), body);
    expect(parsed.unknownFields).toEqual([]);
    expect(sent(parsed)).toEqual(body);
    expect(parsed.parts.length).toBeGreaterThan(0);
  });

  it.each(bedrock)('$file: every text of the request can be masked', (entry) => {
    const dialect = dialectFor(operations[entry.api as PathAction], formatOf(entry));
    const parsed = request(dialect, onTheWire((read(entry.file) as RecordedCall).request));
    maskAll(parsed.parts);
    const left = textsOf(request(dialect, sent(parsed)).parts);
    // Renamed fields that would collide carry a number.
    expect(left.filter((text) => !/^<[a-z-]+>( \d+)?$/.test(text))).toEqual([]);
  });

  const answered = bedrock.filter(({ file }) => Boolean((read(file) as RecordedCall).response));
  const streams = answered.filter(({ api }) => api.endsWith('stream'));

  it.each(answered.filter((entry) => !streams.includes(entry)))(
    '$file: the answer is read and passed on as it came',
    (entry) => {
      const { response } = read(entry.file) as RecordedCall;
      const text = response?.json
        ? JSON.stringify(response.json)
        : Buffer.from(response?.body_base64 ?? '', 'base64').toString();
      const parsed = dialectFor(operations[entry.api as PathAction], formatOf(entry)).parseAnswer(bodyOf(text));
      expect(sent(parsed)).toEqual(JSON.parse(text));
      if (!entry.file.includes('embed')) {
        expect(parsed.usage?.output).toBeGreaterThan(0);
        expect(parsed.finishReasons).toHaveLength(1);
        expect(parsed.parts.filter(({ kind }) => kind !== 'unknown-field').length).toBeGreaterThan(0);
      }
    },
  );

  it.each(streams)('$file: the stream is read and passed on byte for byte', (entry) => {
    const bytes = Buffer.from((read(entry.file) as RecordedCall).response?.body_base64 ?? '', 'base64');
    const reader = dialectFor(operations[entry.api as PathAction], formatOf(entry)).readStream();
    const events = reader.push(bytes);
    reader.end();
    expect(Buffer.from(passOn(events)).equals(bytes)).toBe(true);
    expect(events.filter(({ kind }) => kind === 'final')).toHaveLength(2);
    const usage = events.flatMap((event) => (event.kind === 'final' && event.facts?.usage ? [event.facts.usage] : []));
    expect(usage.at(-1)?.output).toBeGreaterThan(0);
    expect(events.filter((event) => event.kind === 'text' && event.partKind === 'unknown-field')).toEqual([]);
  });
});

describe.skipIf(!present)('recorded calls of Anthropic’s own API', () => {
  it.each(anthropic)('$file: the body is known in full and sent on as it came', ({ file }) => {
    // `model` and `stream` stand in the path on Bedrock.
    const { model: _model, stream: _stream, ...body } = onTheWire((read(file) as RecordedCall).request) as JsonObject;
    const parsed = request(dialectFor('InvokeModel', 'anthropic-messages'), body);
    expect(parsed.unknownFields).toEqual([]);
    expect(sent(parsed)).toEqual(body);
  });

  it.each(anthropic.filter(({ file }) => (read(file) as RecordedCall).response?.json !== undefined))(
    '$file: the answer is passed on as it came',
    ({ file }) => {
      const answer = (read(file) as RecordedCall).response?.json ?? {};
      expect(sent(dialectFor('InvokeModel', 'anthropic-messages').parseAnswer(bodyOf(answer)))).toEqual(answer);
    },
  );
});
