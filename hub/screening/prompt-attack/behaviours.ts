import type { Concept } from './concepts.ts';

/** How much a behaviour says by itself, before any fitting: `strong` is an attack alone, `medium` with one more sign, `light` with several, `none` in no case; an `excuse` speaks against one. */
export type Weight = 'strong' | 'medium' | 'light' | 'none' | 'excuse';

/** What an attack does, as concepts that stand close together. */
export interface Behaviour {
  readonly name: string;
  /** In fixed words, for the record. */
  readonly reason: string;
  readonly weight: Weight;
  /** One after the other; each step is met by any of its concepts. */
  readonly steps: readonly (readonly Concept[])[];
  /** How many places (words, roughly) lie between two steps at most. */
  readonly gap: number;
  /** Whether it counts in what tools and documents bring. Personas and loose talk are ordinary prose there. */
  readonly inData?: false;
}

type Step = Concept | readonly Concept[];

function behaviour(name: string, reason: string, weight: Weight, gap: number, ...steps: Step[]): Behaviour {
  return { name, reason, weight, gap, steps: steps.map((step) => (typeof step === 'string' ? [step] : step)) };
}

function chat(name: string, reason: string, weight: Weight, gap: number, ...steps: Step[]): Behaviour {
  return { ...behaviour(name, reason, weight, gap, ...steps), inData: false };
}

const anyOrders: Step = ['orders', 'ordersSoft'];

/** Several behaviours may share a name: they are ways of doing the same, and count once. */
export const behaviours: readonly Behaviour[] = [
  // Cancels what governs the model.
  behaviour('cancelEarlierOrders', 'override', 'strong', 4, 'drop', ['earlier', 'given', 'instructed'], 'orders'),
  behaviour('cancelEarlierOrders', 'override', 'strong', 5, 'drop', 'orders', ['earlier', 'given', 'instructed']),
  behaviour('cancelEarlierOrders', 'override', 'strong', 3, 'earlier', 'orders', 'drop'),
  behaviour('cancelEarlierOrders', 'override', 'strong', 3, 'orders', 'earlier', 'drop'),
  behaviour('cancelAllEarlier', 'override', 'medium', 3, 'drop', 'all', ['earlier', 'given'], 'ordersSoft'),
  behaviour('cancelAllEarlier', 'override', 'medium', 3, 'drop', 'all', 'ordersSoft', ['earlier', 'given']),
  behaviour('cancelledEarlierOrders', 'override', 'medium', 8, ['earlier', 'your', 'instructed'], 'orders', 'drop'),
  behaviour('cancelledEarlierOrders', 'override', 'medium', 8, 'orders', 'earlier', 'drop'),
  behaviour('cancelledEarlierOrders', 'override', 'medium', 8, 'instructed', 'drop'),
  behaviour('cancelTheRest', 'override', 'medium', 4, 'drop', 'rest', 'ordersSoft'),
  behaviour('cancelTheRestAndSay', 'output hijack', 'strong', 6, 'drop', 'rest', ['answer', 'only', 'follow', 'send']),
  behaviour('cancelAllEarlier', 'override', 'medium', 2, 'drop', 'all', ['earlier', 'given']),
  behaviour('cancelYourOrders', 'override', 'strong', 3, 'drop', 'your', 'orders'),
  behaviour('cancelYourOrders', 'override', 'strong', 3, 'your', 'orders', 'drop'),
  behaviour('cancelYourRules', 'override', 'medium', 3, 'drop', 'your', 'ordersSoft'),
  behaviour('cancelOrders', 'override', 'medium', 3, 'drop', anyOrders, ['only', 'answer']),
  behaviour('cancelOrders', 'override', 'medium', 4, ['drop', 'dropSoft'], 'systemPrompt'),
  behaviour('cancelSomething', 'override', 'light', 4, 'drop', ['earlier', 'all'], 'ordersSoft'),
  behaviour('cancelSomething', 'override', 'light', 3, 'drop', 'orders'),
  behaviour('softCancel', 'override', 'light', 3, 'dropSoft', ['earlier', 'your'], 'orders'),
  behaviour('newTask', 'override', 'light', 1, 'newTask'),
  behaviour('cancelThenNewTask', 'override', 'medium', 12, 'drop', ['newTask', 'fromNow']),
  behaviour('cancelThenNewTask', 'override', 'medium', 8, 'newTask', 'drop'),

  // Asks for what stands in front of the conversation.
  behaviour('revealSystemPrompt', 'extraction', 'strong', 6, 'reveal', ['your', 'all', 'you', 'given', 'earlier'], 'systemPrompt'),
  behaviour('revealSystemPrompt', 'extraction', 'strong', 5, 'systemPrompt', 'reveal', ['your', 'only', 'all']),
  behaviour('mentionSystemPrompt', 'extraction', 'medium', 6, ['reveal', 'given'], 'systemPrompt'),
  behaviour('yourSystemPrompt', 'extraction', 'medium', 3, 'your', 'systemPrompt'),
  behaviour('mentionSystemPrompt', 'extraction', 'medium', 4, 'systemPrompt', 'reveal'),
  behaviour('revealYourOrders', 'extraction', 'medium', 4, 'reveal', ['your', 'given'], 'orders'),
  behaviour('revealYourOrders', 'extraction', 'medium', 4, 'your', 'orders', 'reveal'),
  behaviour('revealGiven', 'extraction', 'strong', 5, 'reveal', anyOrders, ['given', 'instructed']),
  behaviour('revealGiven', 'extraction', 'strong', 4, anyOrders, ['given', 'instructed'], ['earlier', 'reveal', 'verbatim', 'systemPrompt']),
  behaviour('revealGiven', 'extraction', 'medium', 4, 'orders', ['given', 'instructed']),
  behaviour('askInstructed', 'extraction', 'medium', 6, ['reveal', 'begin', 'earlier'], 'instructed'),
  behaviour('askInstructed', 'extraction', 'medium', 6, 'instructed', 'earlier'),
  behaviour('askInstructed', 'extraction', 'medium', 14, 'instructed', 'reveal'),
  behaviour('quoteVerbatim', 'extraction', 'light', 6, ['reveal', 'all'], 'verbatim'),
  behaviour('quoteVerbatim', 'extraction', 'light', 6, 'verbatim', 'reveal'),
  behaviour('quoteVerbatim', 'extraction', 'light', 3, 'begin', 'you'),
  behaviour('revealConversation', 'extraction', 'medium', 4, 'reveal', 'all', 'ordersSoft', ['earlier', 'given', 'only', 'reveal', 'verbatim']),
  behaviour('revealConversation', 'extraction', 'medium', 2, 'reveal', ['all', 'earlier'], ['all', 'earlier'], 'ordersSoft'),
  behaviour('completeOrders', 'extraction', 'medium', 6, ['begin', 'reveal'], ['your', 'given'], 'orders'),
  behaviour('revealSecret', 'extraction', 'medium', 5, 'reveal', ['your', 'all', 'user'], 'secret'),
  behaviour('revealSecret', 'extraction', 'medium', 5, ['reveal', 'your'], 'secret', 'now'),
  behaviour('askSecret', 'extraction', 'light', 5, 'reveal', 'secret'),
  behaviour('askSecret', 'extraction', 'light', 4, 'your', 'secret'),

  // Makes the model someone else.
  behaviour('becomeFromNow', 'role', 'strong', 8, 'fromNow', ['you', 'model'], ['act', 'persona']),
  behaviour('becomeFromNow', 'role', 'medium', 7, 'fromNow', 'you', 'model'),
  behaviour('becomeFromNow', 'role', 'medium', 8, 'fromNow', 'act', ['persona', 'model', 'unbound']),
  behaviour('becomeFromNow', 'role', 'medium', 5, 'fromNow', ['you', 'model'], ['must', 'answer', 'never', 'always']),
  chat('youAreNow', 'role', 'light', 2, 'you', 'now'),
  chat('youAreUnbound', 'jailbreak', 'medium', 6, 'you', ['unbound'], ['model', 'persona', 'act']),
  chat('youAreUnbound', 'jailbreak', 'medium', 5, ['model', 'persona', 'act'], 'unbound'),
  chat('youAreUnbound', 'jailbreak', 'medium', 4, 'unbound', ['model', 'persona']),
  chat('playModel', 'role', 'medium', 4, 'act', ['persona', 'model'], ['model', 'name']),
  chat('playRole', 'role', 'light', 4, 'act', ['persona', 'model']),
  chat('playRole', 'role', 'light', 3, ['you'], 'act'),
  chat('stayInRole', 'role', 'light', 5, ['never', 'always'], ['persona', 'act']),
  chat('namedModel', 'role', 'light', 5, ['model', 'you', 'persona'], 'name'),
  chat('greetModel', 'role', 'light', 3, 'model', 'you'),

  // Takes the limits off.
  chat('withoutLimits', 'jailbreak', 'light', 3, 'without', 'limits'),
  chat('withoutAnyLimits', 'jailbreak', 'medium', 3, ['you', 'model', 'persona'], 'without', ['all', 'follow', 'obey', 'limits'], 'limits'),
  chat('withoutAnyLimits', 'jailbreak', 'medium', 3, ['you', 'model', 'act'], 'without', 'limits', ['limits', 'vendor', 'model']),
  chat('modelWithoutLimits', 'jailbreak', 'medium', 5, ['model', 'act'], 'without', 'limits'),
  chat('modelWithoutLimits', 'jailbreak', 'medium', 5, ['model', 'act'], 'limits', 'without'),
  chat('withoutLimits', 'jailbreak', 'light', 3, 'limits', 'without'),
  chat('limitsOfModel', 'jailbreak', 'medium', 4, 'limits', ['model', 'vendor']),
  chat('limitsOfModel', 'jailbreak', 'medium', 4, 'vendor', 'limits'),
  chat('dropLimits', 'jailbreak', 'medium', 3, 'drop', 'your', 'limits'),
  chat('dropLimits', 'jailbreak', 'light', 3, 'drop', 'limits'),
  chat('harmAllowed', 'jailbreak', 'light', 5, ['answer', 'always', 'obey', 'must'], 'harm'),
  chat('harmAllowed', 'jailbreak', 'light', 6, 'harm', ['answer', 'replies', 'model']),
  chat('unboundWord', 'jailbreak', 'light', 1, 'unbound'),
  behaviour('wildMode', 'jailbreak', 'strong', 3, 'wildMode', 'mode', ['enabled', 'now', 'model']),
  behaviour('wildMode', 'jailbreak', 'strong', 4, ['enabled', 'you', 'model'], 'wildMode', 'mode'),
  behaviour('enterMode', 'jailbreak', 'medium', 2, 'modeName', 'mode', ['enabled', 'now', 'model']),
  behaviour('enterMode', 'jailbreak', 'medium', 4, ['enabled', 'you', 'model'], 'modeName', 'mode'),
  behaviour('enterMode', 'jailbreak', 'medium', 3, 'mode', 'modeName', 'enabled'),
  behaviour('modelInMode', 'jailbreak', 'medium', 4, 'model', ['modeName', 'wildMode'], 'mode'),
  behaviour('modeThenDemand', 'jailbreak', 'medium', 14, ['modeName', 'wildMode'], 'mode', ['reveal', 'drop', 'without', 'limits'], ['secret', 'systemPrompt', 'limits', 'orders', 'your', 'without']),
  behaviour('modeName', 'jailbreak', 'light', 1, 'modeName', 'mode'),
  chat('twoAnswers', 'jailbreak', 'light', 3, 'two', 'replies'),
  chat('obeyAll', 'jailbreak', 'light', 4, ['you', 'must', 'always', 'model', 'never'], 'obey'),
  chat('obeyAll', 'jailbreak', 'light', 4, 'obey', ['request', 'all', 'always']),

  // Forbids refusing, threatens, rewards.
  chat('neverRefuse', 'coercion', 'medium', 6, ['you', 'must', 'model', 'persona'], 'never', 'refuse'),
  chat('threatIfRefused', 'coercion', 'medium', 8, ['refuse', 'never'], ['you', 'your', 'model'], 'threat'),
  chat('avoidRefusal', 'coercion', 'light', 6, 'never', 'refuse'),
  chat('avoidRefusal', 'coercion', 'light', 3, 'without', 'refuse'),
  chat('threat', 'coercion', 'light', 5, ['you', 'your', 'model'], 'threat'),
  chat('threat', 'coercion', 'light', 5, 'threat', ['you', 'model']),
  chat('beginAnswer', 'coercion', 'medium', 3, 'begin', 'your', ['replies', 'answer']),

  // Wraps the request into a fiction.
  chat('fictionWithoutLimits', 'fiction', 'medium', 10, 'fiction', ['without', 'harm', 'unbound'], ['limits', 'model', 'harm']),
  chat('fictionWithModel', 'fiction', 'light', 8, 'fiction', ['you', 'model']),
  chat('oppositeModel', 'fiction', 'medium', 6, ['model', 'act'], ['modeName'], ['model', 'answer', 'replies']),

  // Claims to have a say over the model.
  behaviour('claimAuthority', 'forged authority', 'light', 5, 'iAm', 'authority'),
  behaviour('authorityDemands', 'forged authority', 'medium', 22, 'iAm', 'authority', ['secret', 'systemPrompt', 'obey', 'drop']),
  behaviour('authorityDemands', 'forged authority', 'medium', 6, 'authority', ['enabled', 'drop', 'mode'], ['mode', 'reveal', 'secret', 'systemPrompt']),

  // Sets the answer.
  behaviour('onlySay', 'output hijack', 'light', 3, 'answer', 'only'),
  behaviour('onlySay', 'output hijack', 'light', 2, 'only', 'answer'),
  behaviour('cancelAndSay', 'output hijack', 'strong', 7, 'drop', ['ordersSoft', 'orders', 'earlier'], ['only', 'now'], ['answer', 'reveal']),
  behaviour('cancelAndSay', 'output hijack', 'strong', 6, 'drop', ['ordersSoft', 'orders', 'earlier'], 'answer', 'only'),
  behaviour('whenAskedSay', 'output hijack', 'medium', 8, 'whenAsked', ['answer'], ['only', 'rate', 'send']),
  behaviour('whenAskedSay', 'output hijack', 'light', 8, 'whenAsked', 'answer'),
  behaviour('cancelAndRate', 'output hijack', 'strong', 12, 'drop', ['ordersSoft', 'orders', 'earlier', 'all'], 'rate'),
  behaviour('verdictOrdered', 'output hijack', 'medium', 6, ['answer', 'must', 'model'], 'rate'),
  behaviour('dropTheRest', 'output hijack', 'medium', 5, ['drop'], ['earlier', 'all', 'ordersSoft'], 'ordersSoft', ['only', 'answer']),
  behaviour('endOfInput', 'forged turn', 'medium', 2, 'end', ['ordersSoft', 'orders', 'systemPrompt'], ['newTask', 'begin', 'now']),

  // Speaks to the model from inside data.
  behaviour('modelSends', 'order to an AI', 'light', 5, 'model', ['send', 'conceal']),
  behaviour('modelMust', 'order to an AI', 'light', 4, 'model', 'must', ['send', 'answer', 'drop', 'reveal', 'follow']),
  behaviour('modelDirected', 'order to an AI', 'medium', 6, 'newTask', ['model', 'you'], ['must', 'send', 'answer', 'drop']),
  behaviour('modelDirected', 'order to an AI', 'medium', 5, ['whenAsked'], 'model', ['must', 'send', 'answer', 'drop']),
  behaviour('sendSecret', 'exfiltration', 'medium', 6, 'send', ['secret', 'systemPrompt'], 'address'),
  behaviour('sendSecret', 'exfiltration', 'light', 5, 'send', 'secret'),
  behaviour('conceal', 'concealment', 'light', 3, 'conceal'),
  behaviour('concealFromUser', 'concealment', 'medium', 4, 'conceal', ['user', 'orders', 'model']),
  behaviour('concealFromUser', 'concealment', 'medium', 10, ['send', 'follow', 'answer'], 'conceal', 'user'),
  behaviour('concealFromUser', 'concealment', 'light', 8, 'conceal', ['send', 'tool']),

  // Carries orders in a disguise.
  behaviour('decodeAndFollow', 'smuggling', 'medium', 8, 'decode', ['follow']),
  behaviour('decodeAndFollow', 'smuggling', 'medium', 6, 'encoding', 'follow'),
  behaviour('decodeAndFollow', 'smuggling', 'medium', 6, 'follow', ['decode', 'encoding']),
  behaviour('decodeSomething', 'smuggling', 'light', 4, 'decode', 'encoding'),
  behaviour('decodeSomething', 'smuggling', 'light', 4, 'encoding', 'decode'),
  behaviour('hiddenOrders', 'smuggling', 'medium', 4, 'hidden', ['model', 'orders']),

  // Talks about attacks.
  behaviour('talksAboutAttacks', 'discussion', 'excuse', 1, 'attackTalk'),
];
