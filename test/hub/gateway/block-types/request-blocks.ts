/**
 * Every place of a request where a model reads text, each with a card number in it. What cannot hold one is here too, and says why.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and API_runtime_ContentBlock.html
 */
import { type BlockCase, base64, card, documentOf, hello, noted, search } from './card-place.ts';

export interface RequestCase extends BlockCase {
  readonly body: Readonly<Record<string, unknown>>;
  /** Not in InvokeModel's bodies. */
  readonly converseOnly?: true;
}

const says = (...content: object[]) => ({ messages: [{ role: 'user', content }] });
const answered = (...content: object[]) => ({
  messages: [
    { role: 'user', content: [hello] },
    { role: 'assistant', content },
    { role: 'user', content: [hello] },
  ],
});
const result = (...content: object[]) => says({ toolResult: { toolUseId: 't', content } });
const citation = (member: object) => ({ citationsContent: { content: [hello], citations: [member] } });
const tool = (member: object) => ({
  ...says(hello),
  toolConfig: { tools: [{ toolSpec: { name: 'n', inputSchema: { json: { type: 'object' } }, ...member } }] },
});

export const requestBlocks: readonly RequestCase[] = [
  { name: 'text', kind: 'text', body: says({ text: noted }) },
  { name: 'text of the assistant', kind: 'text', body: answered({ text: noted }) },
  { name: 'system text', kind: 'system', body: { ...says(hello), system: [{ text: noted }] } },
  {
    name: 'guardContent in the system prompt',
    kind: 'guard-content',
    body: { ...says(hello), system: [{ guardContent: { text: { text: noted } } }] },
  },
  { name: 'document bytes (txt)', kind: 'document', body: says(hello, documentOf({ bytes: base64(noted) })) },
  { name: 'document text', kind: 'document', body: says(hello, documentOf({ text: noted })) },
  { name: 'document content', kind: 'document', body: says(hello, documentOf({ content: [{ text: noted }] })) },
  { name: 'document name', kind: 'document', body: says(hello, documentOf({ text: 'x' }, { name: noted })) },
  { name: 'document context', kind: 'document', body: says(hello, documentOf({ text: 'x' }, { context: noted })) },
  {
    name: 'toolUse input',
    kind: 'tool-use',
    body: answered({ toolUse: { toolUseId: 't', name: 'n', input: { a: [noted] } } }),
  },
  {
    name: 'toolUse number',
    kind: 'tool-use',
    body: answered({ toolUse: { toolUseId: 't', name: 'n', input: { a: Number(card) } } }),
  },
  {
    name: 'toolUse field name',
    kind: 'tool-use',
    body: answered({ toolUse: { toolUseId: 't', name: 'n', input: { [noted]: 1 } } }),
  },
  { name: 'toolUse name', kind: 'tool-use', body: answered({ toolUse: { toolUseId: 't', name: noted, input: {} } }) },
  { name: 'toolResult text', kind: 'tool-result', body: result({ text: noted }) },
  { name: 'toolResult json', kind: 'tool-result', body: result({ json: { deep: [{ note: noted }] } }) },
  { name: 'toolResult document', kind: 'document', body: result(documentOf({ bytes: base64(noted) })) },
  { name: 'toolResult searchResult', kind: 'search-result', body: result(search({ content: [{ text: noted }] })) },
  {
    name: 'reasoningContent',
    kind: 'reasoning',
    body: answered({ reasoningContent: { reasoningText: { text: noted } } }),
  },
  { name: 'guardContent', kind: 'guard-content', body: says({ guardContent: { text: { text: noted } } }) },
  {
    name: 'cachePoint with words in it',
    kind: 'unknown-field',
    body: says(hello, { cachePoint: { type: 'default', note: noted } }),
  },
  {
    name: 'citationsContent text',
    kind: 'citation',
    body: answered({ citationsContent: { content: [{ text: noted }], citations: [] } }),
  },
  { name: 'citation title', kind: 'citation', body: answered(citation({ title: noted })) },
  { name: 'citation source', kind: 'citation', body: answered(citation({ sourceContent: [{ text: noted }] })) },
  { name: 'searchResult text', kind: 'search-result', body: says(search({ content: [{ text: noted }] })) },
  { name: 'searchResult title', kind: 'search-result', body: says(search({ title: noted })) },
  { name: 'searchResult source', kind: 'search-result', body: says(search({ source: noted })) },
  { name: 'a block that nobody knows', kind: 'unknown-field', body: says(hello, { hologram: { caption: noted } }) },
  { name: 'tool name', kind: 'tool-definition', body: tool({ name: noted }) },
  { name: 'tool description', kind: 'tool-definition', body: tool({ description: noted }) },
  {
    name: 'tool schema',
    kind: 'tool-definition',
    body: tool({ inputSchema: { json: { type: 'object', properties: { a: { description: noted } } } } }),
  },
  {
    name: 'toolChoice',
    kind: 'tool-definition',
    body: { ...says(hello), toolConfig: { tools: tool({}).toolConfig.tools, toolChoice: { tool: { name: noted } } } },
  },
  {
    name: 'stop sequences',
    kind: 'parameters',
    body: { ...says(hello), inferenceConfig: { stopSequences: [noted] } },
    converseOnly: true,
  },
  {
    name: 'additionalModelRequestFields',
    kind: 'parameters',
    body: { ...says(hello), additionalModelRequestFields: { a: { b: noted } } },
    converseOnly: true,
  },
  {
    name: 'promptVariables',
    kind: 'parameters',
    body: { ...says(hello), promptVariables: { a: { text: noted } } },
    converseOnly: true,
  },
  {
    name: 'outputConfig schema',
    kind: 'parameters',
    body: {
      ...says(hello),
      outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: noted, name: 's' } } } },
    },
    converseOnly: true,
  },
  { name: 'a field that nobody knows', kind: 'unknown-field', body: { ...says(hello), future: { note: noted } } },
];

export interface SilentCase {
  readonly name: string;
  readonly why: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What the call comes to. */
  readonly ends: 'refused' | 'answered';
}

const png = 'iVBORw0KGgo=';
const medium = 'a medium has no text for a detector of text; where nobody can read it the call is refused';

/** Request blocks in which no card number can be found. */
export const silentBlocks: readonly SilentCase[] = [
  { name: 'image', why: medium, body: says({ image: { format: 'png', source: { bytes: png } } }), ends: 'refused' },
  { name: 'video', why: medium, body: says({ video: { format: 'mp4', source: { bytes: png } } }), ends: 'refused' },
  { name: 'audio', why: medium, body: says({ audio: { format: 'wav', source: { bytes: png } } }), ends: 'refused' },
  {
    name: 'guardContent image',
    why: medium,
    body: says({ guardContent: { image: { format: 'png', source: { bytes: png } } } }),
    ends: 'refused',
  },
  {
    name: 'a document that lies in S3',
    why: 'its bytes are not in the request',
    body: says(hello, documentOf({ s3Location: { uri: 's3://bucket/key' } })),
    ends: 'refused',
  },
  {
    name: 'cachePoint',
    why: 'two identifiers, no text',
    body: says(hello, { cachePoint: { type: 'default' } }),
    ends: 'answered',
  },
  {
    name: 'requestMetadata',
    why: 'a declaration for logs that the model does not see; masking it would hide who asked',
    body: { ...says(hello), requestMetadata: { user: 'u-17' } },
    ends: 'answered',
  },
  {
    name: 'redacted reasoning',
    why: 'encrypted by the model’s maker: nobody else can read it, so it carries nothing to anybody',
    body: answered({ reasoningContent: { redactedContent: base64('cipher') } }),
    ends: 'answered',
  },
];
