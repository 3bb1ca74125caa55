/**
 * What a request says that the answer must look like, as the model is sent it: read after screening, because screening may mask a name in a schema and the model knows
 * only the masked one.
 * Sources: https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html,
 * https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs and https://platform.openai.com/docs/guides/structured-outputs
 */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { Dialect } from './dialect.ts';
import { isJsonObject, ownObject, ownString, ownValue } from './json-tree.ts';

export interface OutputFormat {
  /** JSON Schema of the answer's text: a tree, or JSON in a string (Converse). Absent: the request asks for none. */
  readonly text?: Json;
  /** JSON Schemas of tools' inputs, by the tool's name, where the model is bound to them: the tool is strict, or the model must call it. */
  readonly tools: ReadonlyMap<string, Json>;
}

export function outputFormatOf(body: JsonObject, format: Dialect['format']): OutputFormat {
  const text = textSchema(body, format);
  const tools = boundTools(body, format);
  return text === undefined ? { tools } : { text, tools };
}

function textSchema(body: JsonObject, format: Dialect['format']): Json | undefined {
  if (format === 'converse') return converseSchema(ownObject(ownObject(body, 'outputConfig') ?? {}, 'textFormat'));
  if (format === 'anthropic-messages') return anthropicSchema(body);
  return format === 'openai-chat' ? openAiSchema(ownObject(body, 'response_format')) : undefined;
}

/** `textFormat: { type: json_schema, structure: { jsonSchema: { schema: "…" } } }` */
function converseSchema(textFormat: JsonObject | undefined): Json | undefined {
  const structure = textFormat && ownObject(textFormat, 'structure');
  const jsonSchema = structure && ownObject(structure, 'jsonSchema');
  return jsonSchema && ownValue(jsonSchema, 'schema');
}

/** `output_config.format`, and `output_format` as it was called before. */
function anthropicSchema(body: JsonObject): Json | undefined {
  const config = ownObject(body, 'output_config');
  const wanted = (config && ownObject(config, 'format')) ?? ownObject(body, 'output_format');
  return wanted && ownValue(wanted, 'schema');
}

/** `{ type: json_schema, json_schema: { schema } }`, or `{ type: json_object }` for any object. */
function openAiSchema(wanted: JsonObject | undefined): Json | undefined {
  if (wanted === undefined) return undefined;
  if (ownString(wanted, 'type') === 'json_object') return { type: 'object' };
  const jsonSchema = ownObject(wanted, 'json_schema');
  return jsonSchema && ownValue(jsonSchema, 'schema');
}

interface ToolPlaces {
  /** Where the definitions stand, and below which member each keeps name, schema and `strict`. */
  readonly tools: Json | undefined;
  readonly inner: string | undefined;
  readonly schema: string;
  /** The tool that the model must call. */
  readonly forced: string | undefined;
}

function boundTools(body: JsonObject, format: Dialect['format']): ReadonlyMap<string, Json> {
  const { tools, inner, schema, forced } = toolPlaces(body, format);
  const bound = new Map<string, Json>();
  for (const tool of Array.isArray(tools) ? tools : []) {
    const spec = isJsonObject(tool) && inner !== undefined ? ownObject(tool, inner) : tool;
    const name = isJsonObject(spec) ? ownString(spec, 'name') : undefined;
    if (!isJsonObject(spec) || name === undefined) continue;
    const given = ownValue(spec, schema);
    // Converse wraps the schema once more: `inputSchema: { json }`.
    const input = schema === 'inputSchema' && isJsonObject(given) ? ownValue(given, 'json') : given;
    if (input !== undefined && (name === forced || ownValue(spec, 'strict') === true)) bound.set(name, input);
  }
  return bound;
}

function toolPlaces(body: JsonObject, format: Dialect['format']): ToolPlaces {
  if (format === 'anthropic-messages') {
    const choice = ownObject(body, 'tool_choice');
    return { tools: ownValue(body, 'tools'), inner: undefined, schema: 'input_schema', forced: nameIn(choice) };
  }
  if (format === 'openai-chat') {
    const choice = ownObject(body, 'tool_choice');
    const forced = nameIn(choice && ownObject(choice, 'function'));
    return { tools: ownValue(body, 'tools'), inner: 'function', schema: 'parameters', forced };
  }
  const config = ownObject(body, 'toolConfig') ?? {};
  const choice = ownObject(config, 'toolChoice');
  const forced = nameIn(choice && ownObject(choice, 'tool'));
  return { tools: ownValue(config, 'tools'), inner: 'toolSpec', schema: 'inputSchema', forced };
}

function nameIn(holder: JsonObject | undefined): string | undefined {
  return holder && ownString(holder, 'name');
}
