import type { Weight } from './behaviour.ts';

/** A sign in the form of a text and not in its words. */
export interface Structure {
  readonly name: string;
  readonly reason: string;
  readonly weight: Weight;
  /** Nothing that `pattern` matches is without one of these, as written: the quick test. */
  readonly needs: readonly string[];
  readonly pattern: RegExp;
  /** Every match begins with one of these words (as a `Lexicon` writes them), so the pattern is tried at them and nowhere else. */
  readonly words?: string;
  readonly inData?: false;
}

const speaker = '(?:system|assistant|user|human|ai|developer|model|bot|instruction|admin)';

/** Patterns take bounded steps from each place where they can begin, so that they are linear. */
export const structures: readonly Structure[] = [
  {
    // The control tokens of chat templates (ChatML, Llama, Mistral, Gemma, DeepSeek, Phi): only a model's own runtime writes them.
    name: 'chatTemplate',
    reason: 'forged turn',
    weight: 'strong',
    needs: ['<|', '[INST', '[/INST', '<<', '<start_of_turn', '<end_of_turn', '<\uFF5C', '[SYSTEM', '[/SYSTEM', '<|'],
    pattern:
      /<[|\uFF5C](?:im_start|im_end|im_sep|endoftext|end|eot_id|eom_id|start_header_id|end_header_id|begin_of_text|system|user|assistant|endofprompt|channel|message|return|call|tool_call)[|\uFF5C]?>?|\[\/?(?:INST|SYSTEM(?:_PROMPT|\sMESSAGE)?)\]|<<\/?SYS>>|<(?:start|end)_of_turn>/i,
  },
  {
    name: 'speakerTag',
    reason: 'forged turn',
    weight: 'medium',
    needs: ['<', '['],
    pattern:
      /(?:^|[\n>.!?"'\])]\s{0,4})[<[]\/?(?:system|assistant|developer|admin)(?:[ _-](?:prompt|message|instructions?|mode|override|note|update))?[>\]]/i,
  },
  {
    name: 'systemMode',
    reason: 'forged turn',
    weight: 'medium',
    needs: ['<', '[', '{'],
    pattern:
      /[<[{]{1,2}\/?(?:system[ _-](?:prompt|message|mode|override|instructions?|update|note)|new[ _-]instructions?|end of (?:session|document|context|input|data|prompt|user input)|(?:begin|start) (?:of )?(?:system|instructions?|session))[>\]}]/i,
  },
  {
    // Ends the place where the application puts what users or tools wrote, and goes on outside of it.
    name: 'closedInput',
    reason: 'forged turn',
    weight: 'medium',
    needs: ['</'],
    pattern:
      /<\/(?:user|user_query|user_input|query|question|input|document|documents|context|data|text|tool_result|search_results?|untrusted)>\s{0,4}(?:[<[]|\w[^\n]{0,40}\b(?:instructions?|system|ignore|now)\b)/i,
  },
  {
    name: 'roleObject',
    reason: 'forged turn',
    weight: 'medium',
    needs: ['role'],
    words: 'role',
    pattern: /(?<=["'])role["']\s{0,3}:\s{0,3}["'](?:system|developer|assistant)["']/i,
  },
  {
    name: 'turnAfterTurn',
    reason: 'forged turn',
    weight: 'strong',
    needs: [':'],
    pattern:
      /\n[ \t]{0,4}(?:assistant|ai|chatbot|bot|model)[ \t]{0,2}:[^\n]{0,400}\n[ \t]{0,4}(?:user|human|system)[ \t]{0,2}:/i,
  },
  {
    name: 'systemTurn',
    reason: 'forged turn',
    weight: 'medium',
    needs: ['ystem', 'YSTEM', 'DMIN', 'dmin', 'eveloper'],
    words: 'system admin administrator developer',
    pattern:
      /(?<=(?:^|\n|[>.!?\]]\s)[ \t*#>_-]{0,6})(?:system|admin(?:istrator)?|developer)(?:\s(?:message|note|prompt|override|update|notice|alert|instruction))?\*{0,2}[ \t]{0,2}:\s?\*{0,2}\s{0,2}\S/i,
  },
  {
    // A page or a mail that turns to the model, where it should speak to people.
    name: 'addressesModel',
    reason: 'order to an AI',
    weight: 'medium',
    needs: ['AI', 'LLM', 'ssistant', 'odel', 'hatbot', 'gent', 'utomated'],
    words: 'ai ais llm llms language automated assistant',
    pattern:
      /(?<=\b(?:attention|to|for) (?:the |any |all |every )?)(?:AIs?|LLMs?|language models?|AI (?:agents?|assistants?|models?|systems?)|automated (?:systems?|agents?|readers?))(?:,|:| reading| summari[sz]ing| processing| reviewing| that reads?| who reads?)|(?<=\battention,? )(?:AIs?|LLMs?)\b|(?<=(?:^|[\n.!?>]) {0,2})(?:AI|LLM|assistant) (?:note|notice|instructions?):/i,
  },
  {
    name: 'userTurn',
    reason: 'forged turn',
    weight: 'light',
    needs: ['ser', 'uman', 'SER', 'UMAN'],
    words: 'user human',
    pattern: /(?<=\n[ \t*#>]{0,4})(?:user|human)\*{0,2}[ \t]{0,2}:/i,
  },
  {
    name: 'headedInstruction',
    reason: 'forged turn',
    weight: 'medium',
    needs: ['##', '===', '---', '***', '[['],
    pattern: new RegExp(
      `(?:#{2,6}|={3,8}|-{3,8}|\\*{3,8}|\\[\\[)[ \\t]{0,2}(?:${speaker}|new instructions?|end of|begin|priority)(?:[ \\t](?:prompt|message|instructions?|override|note|update|input|document|text|context|data))?[ \\t]{0,2}(?:#{2,6}|={3,8}|-{3,8}|\\*{3,8}|\\]\\]|:)`,
      'i',
    ),
  },
  {
    name: 'imageBeacon',
    reason: 'exfiltration',
    weight: 'medium',
    needs: ['!['],
    pattern: /!\[[^\]\n]{0,80}\]\(https?:\/\/[^\s(){}<>[\]$]{1,200}[{<[$]/i,
  },
  {
    name: 'printImage',
    reason: 'exfiltration',
    weight: 'medium',
    needs: ['!['],
    pattern:
      /\b(?:print|output|render|include|display|append|insert|show|add)\b[^\n]{0,40}!\[[^\]\n]{0,80}\]\(https?:/i,
  },
  {
    name: 'taggedAnswers',
    reason: 'jailbreak',
    weight: 'medium',
    needs: [']', ')', '\uD83D'],
    pattern:
      /[[(]\W{0,4}(?:classic|jailbreak|jailbroken|normal|gpt|chatgpt|dan|developer mode(?: output)?|unfiltered|evil|stan|dude)\W{0,4}[\])]/i,
    inData: false,
  },
  {
    name: 'spelledName',
    reason: 'jailbreak',
    weight: 'light',
    needs: ['GPT', 'DAN', 'D.A.N', 'STAN', 'BOT', 'Bot'],
    pattern:
      /\b(?:(?!Chat|Auto|Open|Insta|My)[A-Z][A-Za-z]{1,11}GPT|D\.A\.N\.?|DAN|STAN|DUDE|[A-Z][a-z]{2,8}B(?:OT|ot))\b/,
    inData: false,
  },
  {
    name: 'screaming',
    reason: 'coercion',
    weight: 'light',
    needs: ['!!'],
    pattern: /\b[A-Z]{3,12}(?:\s[A-Z]{2,12}){0,4}\s?!{2,8}/,
  },
  {
    // Parts that are harmless alone, put together and then followed.
    name: 'joinedParts',
    reason: 'smuggling',
    weight: 'light',
    needs: ['= "', "= '", '="', "='", ': "'],
    pattern:
      /[=:]\s?["'][^"'\n]{1,60}["'][^"'=\n]{0,20}[=:]\s?["'][^"'\n]{1,60}["'][^\n+]{0,60}\b\w{1,9}\s?\+\s?\w{1,9}\b/i,
  },
];
