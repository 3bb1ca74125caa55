import { type Behaviour, behaviour } from './behaviour.ts';

/** What attacks do from outside the conversation: claim authority, set the answer, speak from inside data, come in disguise. */
export const dataBehaviours: readonly Behaviour[] = [
  // Claims to have a say over the model.
  behaviour('claimAuthority', 'forged authority', 'light', 5, 'iAm', 'authority'),
  behaviour('authorityDemands', 'forged authority', 'medium', 22, 'iAm', 'authority', [
    'secret',
    'systemPrompt',
    'obey',
    'drop',
  ]),
  behaviour(
    'authorityDemands',
    'forged authority',
    'medium',
    6,
    'authority',
    ['enabled', 'drop', 'mode'],
    ['mode', 'reveal', 'secret', 'systemPrompt'],
  ),

  // Sets the answer.
  behaviour('onlySay', 'output hijack', 'light', 3, 'answer', 'only'),
  behaviour('onlySay', 'output hijack', 'light', 2, 'only', 'answer'),
  behaviour(
    'cancelAndSay',
    'output hijack',
    'strong',
    7,
    'drop',
    ['ordersSoft', 'orders', 'earlier'],
    ['only', 'now'],
    ['answer', 'reveal'],
  ),
  behaviour(
    'cancelAndSay',
    'output hijack',
    'strong',
    6,
    'drop',
    ['ordersSoft', 'orders', 'earlier'],
    'answer',
    'only',
  ),
  behaviour('whenAskedSay', 'output hijack', 'medium', 8, 'whenAsked', ['answer'], ['only', 'rate', 'send', 'address']),
  behaviour('whenAskedSay', 'output hijack', 'light', 8, 'whenAsked', 'answer'),
  behaviour('cancelAndRate', 'output hijack', 'strong', 12, 'drop', ['ordersSoft', 'orders', 'earlier', 'all'], 'rate'),
  behaviour('verdictOrdered', 'output hijack', 'medium', 6, ['answer', 'must', 'model'], 'rate'),
  behaviour('dropTheRest', 'output hijack', 'medium', 5, ['drop'], ['earlier', 'all', 'ordersSoft'], 'ordersSoft', [
    'only',
    'answer',
  ]),
  behaviour(
    'endOfInput',
    'forged turn',
    'medium',
    2,
    'end',
    ['ordersSoft', 'orders', 'systemPrompt'],
    ['newTask', 'begin', 'now'],
  ),

  // Speaks to the model from inside data.
  behaviour('modelSends', 'order to an AI', 'light', 5, 'model', ['send', 'conceal']),
  behaviour('modelMust', 'order to an AI', 'light', 4, 'model', 'must', ['send', 'answer', 'drop', 'reveal', 'follow']),
  behaviour(
    'modelDirected',
    'order to an AI',
    'medium',
    6,
    'newTask',
    ['model', 'you'],
    ['must', 'send', 'answer', 'drop'],
  ),
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
