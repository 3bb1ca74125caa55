/**
 * What a word may mean in an attack. Languages differ in words and in their order, and what an attack does stays the same; so behaviours (`behaviours.ts`) are
 * written over concepts, and lexicons (`lexicon-*.ts`) say which words carry them.
 */
export const concepts = [
  /** To cancel: ignore, disregard, override. */
  'drop',
  /** Cancelling words that are everyday words too: skip, leave, stop. */
  'dropSoft',
  /** What stood there before: previous, above, original. */
  'earlier',
  'all',
  /** What governs a model: instructions, prompt, guidelines. */
  'orders',
  /** What may govern a model: rules, text, context, messages. */
  'ordersSoft',
  'you',
  'your',
  /** A model by its kind or name: assistant, chatbot, GPT. */
  'model',
  'vendor',
  /** To bring out: reveal, print, repeat, translate. */
  'reveal',
  /** To answer in a set way: say, reply, output. */
  'answer',
  'only',
  /** The instructions in front of a conversation, in one expression. */
  'systemPrompt',
  'secret',
  'hidden',
  /** What a model was given at the start: "you were told", "you have been given". */
  'given',
  /** The same, in words that only instructions have: "you were instructed". */
  'instructed',
  /** What is left of a text: "the rest of this page". */
  'rest',
  'verbatim',
  /** Says outright that attacks are the subject. */
  'attackTalk',
  'fromNow',
  'now',
  /** To be someone else: act as, pretend, simulate. */
  'act',
  'persona',
  /** Free of restraint, in one word: uncensored, amoral. */
  'unbound',
  'limits',
  'without',
  'refuse',
  'never',
  'always',
  'must',
  'harm',
  'mode',
  'modeName',
  /** Modes that only jailbreaks have. */
  'wildMode',
  'enabled',
  'two',
  'replies',
  'obey',
  'authority',
  'iAm',
  'user',
  'conceal',
  'whenAsked',
  'send',
  'address',
  'threat',
  'decode',
  'encoding',
  'follow',
  'newTask',
  'fiction',
  'begin',
  'end',
  'request',
  'rate',
  'tool',
  'name',
] as const;

export type Concept = (typeof concepts)[number];

/** Words that carry a concept, parted by spaces; `*` at the end: and all words that begin so; `_`: a space inside an expression. Lower case, no apostrophes, no accents. */
export type Lexicon = Partial<Readonly<Record<Concept, string>>>;
