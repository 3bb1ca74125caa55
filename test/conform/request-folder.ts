/** Reads a folder of recorded requests: `index.json` lists them, each file holds one body under `request` and perhaps its `response`. */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import type { BodyFormat } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import {
  type ExactJson,
  ExactNumber,
  type ExactObject,
  isExactArray,
  isExactObject,
  memberOf,
  parseExact,
  writeExact,
} from './exact-json.ts';

export interface RecordedRequest {
  /** Path within the folder. */
  readonly file: string;
  /** Such as `converse`, `invoke`, `openai:/v1/responses`. */
  readonly api: string;
  /** Undefined where the recording has none, or a placeholder. */
  readonly modelId: string | undefined;
  readonly features: readonly string[];
  readonly body: ExactObject;
  /** Format of an InvokeModel body, where the API says it; otherwise the body has to. */
  readonly bodyFormat?: BodyFormat;
  /** What the model's service answered when the request was recorded, byte for byte; undefined where that was not kept. */
  readonly answer: Uint8Array | undefined;
}

const indexSchema = z.array(
  z.object({
    file: z.string().min(1),
    api: z.string().min(1),
    model_id: z.string().min(1).nullish(),
    /** Says that `model_id` is no model's id. */
    model_id_note: z.string().nullish(),
    features: z.array(z.string()).default([]),
  }),
);

/** @throws GatehouseFault `usage` where the folder is not such a folder. */
export function readRequestFolder(folder: string): readonly RecordedRequest[] {
  return readIndex(join(folder, 'index.json')).map(({ file, api, model_id, model_id_note, features }) => {
    const modelId = model_id_note == null && model_id != null ? model_id : undefined;
    return { file, api, modelId, features, ...readRecording(folder, file) };
  });
}

function readIndex(path: string): z.output<typeof indexSchema> {
  const parsed = indexSchema.safeParse(fromText(read(path), path, JSON.parse));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw broken(path, `does not list requests (${issue?.path.join('.')}: ${issue?.message})`);
}

function readRecording(folder: string, file: string): Pick<RecordedRequest, 'body' | 'answer'> {
  const path = resolve(folder, file);
  // An index names files of its own folder, never others of this machine.
  if (relative(resolve(folder), path).startsWith('..')) {
    throw broken(join(folder, 'index.json'), `names ${file}, outside the folder`);
  }
  const recording = fromText(read(path), path, parseExact);
  const body = decodeBytes(memberOf(recording, 'request') ?? null);
  if (!isExactObject(body)) throw broken(path, 'has no object under "request"');
  return { body, answer: answerOf(memberOf(recording, 'response')) };
}

/** Errors are left out: what is replayed is how answers come back. */
function answerOf(response: ExactJson | undefined): Uint8Array | undefined {
  const status = memberOf(response, 'status');
  if (!(status instanceof ExactNumber) || status.source !== '200') return undefined;
  const [json, bytes] = [memberOf(response, 'json'), memberOf(response, 'body_base64')];
  if (json !== undefined) return Buffer.from(writeExact(json));
  return typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : undefined;
}

/** `{"$bytes_base64": "…"}` is how the recordings write bytes that a client held in memory; on the wire they are the base64 itself. */
function decodeBytes(value: ExactJson): ExactJson {
  if (isExactArray(value)) return value.map(decodeBytes);
  if (!isExactObject(value)) return value;
  const bytes = memberOf(value, '$bytes_base64');
  if (bytes !== undefined) return bytes;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decodeBytes(member)]));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw broken(path, 'cannot be read', cause);
  }
}

function fromText<T>(text: string, path: string, parse: (text: string) => T): T {
  try {
    return parse(text);
  } catch (cause) {
    throw broken(path, 'is not JSON', cause);
  }
}

function broken(path: string, what: string, cause?: unknown): GatehouseFault {
  const remedy =
    'Give a folder whose index.json is a list of { "file", "api", "model_id", "features" }, each file with a "request".';
  return new GatehouseFault('usage', `${path} ${what}.`, remedy, { cause });
}
