/**
 * Every place of an answer where a person or a program reads text, each with a card number in it, as a document and as a stream.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and API_runtime_ConverseStreamOutput.html
 */
import { frame } from '../scripted-models.ts';
import { type BlockCase, base64, documentOf, hello, noted, search } from './card-place.ts';

export interface AnswerCase extends BlockCase {
  /** Members of a whole answer; undefined: there is no such block in one. */
  readonly whole?: Readonly<Record<string, unknown>>;
  /** Events between the message's beginning and its end; undefined: ConverseStream has no such event. */
  readonly stream?: readonly Event[];
  readonly why?: string;
}

export type Event = readonly [type: string, payload: Readonly<Record<string, unknown>>];

const block = (content: object) => ({ output: { message: { role: 'assistant', content: [content] } } });
const delta = (piece: object): Event => ['contentBlockDelta', { contentBlockIndex: 0, delta: piece }];
/** The card is cut over three events. */
export const inPieces = (text: string, piece: (text: string) => object): Event[] =>
  [text.slice(0, 9), text.slice(9, 15), text.slice(15)].map((part) => delta(piece(part)));
const start = (begun: object): Event => ['contentBlockStart', { contentBlockIndex: 0, start: begun }];
const stop: Event = ['contentBlockStop', { contentBlockIndex: 0 }];
const toolStart = start({ toolUse: { toolUseId: 't', name: 'n' } });
const noEvent = 'a stream has no event for this block: the model’s text comes as text';

export const answerBlocks: readonly AnswerCase[] = [
  {
    name: 'text',
    kind: 'text',
    whole: block({ text: noted }),
    stream: [...inPieces(noted, (text) => ({ text })), stop],
  },
  {
    name: 'toolUse input',
    kind: 'tool-use',
    whole: block({ toolUse: { toolUseId: 't', name: 'n', input: { a: { b: noted } } } }),
    stream: [toolStart, ...inPieces(JSON.stringify({ a: noted }), (input) => ({ toolUse: { input } })), stop],
  },
  {
    name: 'toolUse name',
    kind: 'tool-use',
    whole: block({ toolUse: { toolUseId: 't', name: noted, input: {} } }),
    stream: [start({ toolUse: { toolUseId: 't', name: noted } }), stop],
  },
  {
    name: 'toolUse field name',
    kind: 'tool-use',
    whole: block({ toolUse: { toolUseId: 't', name: 'n', input: { [noted]: 1 } } }),
    stream: [toolStart, ...inPieces(JSON.stringify({ [noted]: 1 }), (input) => ({ toolUse: { input } })), stop],
  },
  {
    name: 'reasoningContent',
    kind: 'reasoning',
    whole: block({ reasoningContent: { reasoningText: { text: noted } } }),
    stream: [...inPieces(noted, (text) => ({ reasoningContent: { text } })), stop],
  },
  {
    name: 'signed reasoningContent',
    kind: 'reasoning',
    whole: block({ reasoningContent: { reasoningText: { text: noted, signature: 'c2lnbmVk' } } }),
    stream: [
      ...inPieces(noted, (text) => ({ reasoningContent: { text } })),
      delta({ reasoningContent: { signature: 'c2lnbmVk' } }),
      stop,
    ],
  },
  {
    name: 'citationsContent text',
    kind: 'citation',
    whole: block({ citationsContent: { content: [{ text: noted }], citations: [] } }),
    why: noEvent,
  },
  {
    name: 'citation title',
    kind: 'citation',
    whole: block({ citationsContent: { content: [hello], citations: [{ title: noted }] } }),
    stream: [delta({ citation: { title: noted } }), stop],
  },
  {
    name: 'citation source',
    kind: 'citation',
    whole: block({ citationsContent: { content: [hello], citations: [{ sourceContent: [{ text: noted }] }] } }),
    stream: [delta({ citation: { sourceContent: [{ text: noted }] } }), stop],
  },
  {
    name: 'toolResult text of Bedrock’s own tools',
    kind: 'tool-result',
    whole: block({ toolResult: { toolUseId: 't', content: [{ text: noted }] } }),
    stream: [
      start({ toolResult: { toolUseId: 't' } }),
      ...inPieces(noted, (text) => ({ toolResult: [{ text }] })),
      stop,
    ],
  },
  {
    name: 'toolResult json of Bedrock’s own tools',
    kind: 'tool-result',
    whole: block({ toolResult: { toolUseId: 't', content: [{ json: { a: noted } }] } }),
    stream: [start({ toolResult: { toolUseId: 't' } }), delta({ toolResult: [{ json: { a: noted } }] }), stop],
  },
  { name: 'searchResult', kind: 'search-result', whole: block(search({ content: [{ text: noted }] })), why: noEvent },
  { name: 'document', kind: 'document', whole: block(documentOf({ text: noted })), why: noEvent },
  {
    name: 'guardContent',
    kind: 'guard-content',
    whole: block({ guardContent: { text: { text: noted } } }),
    why: noEvent,
  },
  {
    name: 'a block that nobody knows',
    kind: 'unknown-field',
    whole: block({ hologram: { caption: noted } }),
    stream: [delta({ hologram: { caption: noted } }), stop],
  },
  {
    name: 'additionalModelResponseFields',
    kind: 'parameters',
    whole: { additionalModelResponseFields: { a: noted } },
    stream: [['messageStop', { stopReason: 'end_turn', additionalModelResponseFields: { a: noted } }]],
  },
  {
    name: 'trace',
    kind: 'guard-content',
    whole: { trace: { guardrail: { modelOutput: [noted] } } },
    stream: [['metadata', { trace: { guardrail: { modelOutput: [noted] } } }]],
  },
];

/** An answer that says nothing but for the members that are replaced. */
export function wholeAnswer(members: Readonly<Record<string, unknown>>): object {
  const usage = { inputTokens: 10, outputTokens: 20, totalTokens: 30 };
  return { ...block({ text: 'Hello.' }), stopReason: 'end_turn', usage, metrics: { latencyMs: 5 }, ...members };
}

/** The events of a whole message around those of a case; an end of its own takes the place of the usual one. */
function messageEvents(events: readonly Event[]): readonly Event[] {
  const ends: Event[] = [
    ['messageStop', { stopReason: 'end_turn' }],
    ['metadata', { usage: { inputTokens: 10, outputTokens: 20, totalTokens: 30 }, metrics: { latencyMs: 5 } }],
  ];
  const own = new Set(events.map(([type]) => type));
  return [['messageStart', { role: 'assistant' }], ...events, ...ends.filter(([type]) => !own.has(type))];
}

export function converseFrames(events: readonly Event[]): Uint8Array[] {
  return messageEvents(events).map(([type, payload]) => frame(type, payload));
}

/** The same events as Nova says them through InvokeModelWithResponseStream. */
export function novaFrames(events: readonly Event[]): Uint8Array[] {
  return messageEvents(events).map(([type, payload]) => chunk({ [type]: payload }));
}

/** A model's own event inside Bedrock's chunk. */
export function chunk(event: object): Uint8Array {
  return frame('chunk', { bytes: base64(JSON.stringify(event)) });
}
