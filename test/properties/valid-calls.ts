/** Calls of the example organization's applications that the hub answers; the fuzzer breaks them one way or another. */

/**
 * Stands in every body. Its spaces keep it out of the names that JSON pointers may quote; where it shows up in a message or a log, content leaked.
 */
export const marker = 'kanari 5ea1 kanari';

export interface ValidCall {
  readonly application: string;
  readonly path: string;
  readonly body: object;
}

const claude = 'us.anthropic.claude-sonnet-4-5-20250929-v1%3A0';
const nova = 'us.amazon.nova-2-lite-v1%3A0';

const converse = {
  messages: [
    { role: 'user', content: [{ text: `Sort this claim: ${marker}` }] },
    {
      role: 'assistant',
      content: [{ text: 'One moment.' }, { toolUse: { toolUseId: 't1', name: 'lookup', input: { query: marker } } }],
    },
    {
      role: 'user',
      content: [
        { toolResult: { toolUseId: 't1', content: [{ json: { found: [marker, 1, true] } }], status: 'success' } },
        { document: { format: 'txt', name: 'notes', source: { bytes: base64(`A note, ${marker}.`) } } },
        { text: 'And now?' },
      ],
    },
  ],
  system: [{ text: `You sort claims. ${marker}` }, { cachePoint: { type: 'default' } }],
  inferenceConfig: { maxTokens: 60, temperature: 0.5, topP: 0.9, stopSequences: ['END'] },
  toolConfig: {
    tools: [
      {
        toolSpec: {
          name: 'lookup',
          description: `Finds ${marker}`,
          inputSchema: { json: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] } },
        },
      },
    ],
    toolChoice: { auto: {} },
  },
  additionalModelRequestFields: { top_k: 10 },
  requestMetadata: { purpose: 'claims-triage', user: 'user-1' },
};

const anthropic = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 60,
  system: [{ type: 'text', text: `You sort claims. ${marker}` }],
  messages: [
    { role: 'user', content: marker },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'lookup', input: { query: marker } }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: marker }] },
        { type: 'text', text: 'And now?' },
      ],
    },
  ],
  temperature: 0.5,
  stop_sequences: ['END'],
  tools: [{ name: 'lookup', description: marker, input_schema: { type: 'object', properties: {} } }],
  metadata: { user_id: 'user-1' },
};

const novaMessages = {
  schemaVersion: 'messages-v1',
  system: [{ text: `You sort claims. ${marker}` }],
  messages: [{ role: 'user', content: [{ text: `Sort this: ${marker}` }] }],
  inferenceConfig: { maxTokens: 60, temperature: 0.5 },
};

const short = { messages: [{ role: 'user', content: [{ text: `Hello ${marker}` }] }] };

const onModel = (application: string, model: string, action: string, body: object): ValidCall => ({
  application,
  path: `/apps/${application}/model/${model}/${action}`,
  body,
});

export const validCalls: readonly ValidCall[] = [
  onModel('claims-assistant', claude, 'converse', converse),
  onModel('claims-assistant', claude, 'converse-stream', converse),
  onModel('claims-assistant', nova, 'converse', short),
  onModel('claims-assistant', claude, 'invoke', anthropic),
  onModel('claims-assistant', claude, 'invoke-with-response-stream', anthropic),
  onModel('claims-assistant', nova, 'invoke', novaMessages),
  onModel('claims-assistant', nova, 'invoke-with-response-stream', novaMessages),
  onModel('claims-assistant', claude, 'count-tokens', { input: { converse: { messages: short.messages } } }),
  onModel('claims-assistant', claude, 'count-tokens', {
    input: { invokeModel: { body: base64(JSON.stringify(anthropic)) } },
  }),
  onModel('research-desk', 'amazon.titan-embed-text-v2%3A0', 'invoke', {
    inputText: `Filing ${marker}`,
    dimensions: 256,
    normalize: true,
  }),
  onModel('research-desk', 'cohere.embed-english-v3', 'invoke', {
    texts: [`Filing ${marker}`, 'another'],
    input_type: 'search_document',
    truncate: 'NONE',
  }),
  onModel('marketing-studio', 'us.amazon.nova-micro-v1%3A0', 'converse', short),
  onModel('marketing-studio', 'us.amazon.nova-micro-v1%3A0', 'converse-stream', short),
];

/** The smallest call, for tests of what stands around a body. */
export const plainCall: ValidCall = onModel('claims-assistant', nova, 'converse', short);

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
