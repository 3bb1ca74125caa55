/** One sign of a prompt attack. `weight` 1 is enough by itself; lighter signs count together. */
export interface AttackRule {
  readonly reason: string;
  readonly weight: number;
  /** Nothing that `pattern` matches is without one of these, in any case; words at their beginning. So most rules need not run on most texts. */
  readonly stems: readonly string[];
  readonly pattern: RegExp;
  /** Only in text that tools or documents bring, where no one has a say over the model. */
  readonly thirdPartyOnly?: true;
}

const earlier =
  '(?:all|any|every(?:thing)?|previous(?:ly)?|prior|earlier|preceding|above|before|initial|original|foregoing|existing|former|past|other)';
const orders =
  '(?:instructions?|directions?|directives?|prompts?|commands?|guidelines?|programming|conversations?|orders?)';
const drop = "(?:ignore|disregard|forget|override|bypass|neglect|discard|do not follow|don't follow)";
/** Up to four short words between two words of a rule; no more, so that two unrelated clauses do not meet. */
const fewWords = '(?:[^\\s.!?]{1,14}\\s{1,3}){0,4}';
const anew =
  '(?:from now on(?:wards?)?|from this (?:point|moment|message)(?: on(?:wards?)?| forward)?|starting now|hereafter|henceforth)';
const unbound =
  '(?:rules?|restrictions?|limitations?|filters?|guidelines|ethics|ethical|morals?|moral|censorship|policies|policy|boundaries|laws?|confines|constraints)';

/** Stems of the words in `drop`. */
const drops = ['ignor', 'disregard', 'forget', 'overrid', 'bypass', 'neglect', 'discard', 'follow'];

function rule(reason: string, weight: number, stems: readonly string[], source: string): AttackRule {
  return { reason, weight, stems, pattern: new RegExp(source, 'i') };
}

/** Patterns are linear: every repetition is bounded, and none stands on another over the same characters but `fewWords`, which takes whole words. */
export const attackRules: readonly AttackRule[] = [
  rule('override', 1, drops, `\\b${drop}\\s{1,3}${fewWords}${earlier}\\s{1,3}${fewWords}${orders}\\b`),
  rule(
    'override',
    1,
    drops,
    `\\b${drop}\\s{1,3}(?:all\\s{1,3})?(?:of\\s{1,3})?your\\s{1,3}${fewWords}(?:${orders}|rules|training)\\b`,
  ),
  rule(
    'override',
    1,
    ['ignor', 'disregard', 'forget'],
    `\\b(?:ignore|disregard|forget)\\s{1,3}(?:all|everything)\\s{1,3}${fewWords}(?:before|above|said|told|instructed)\\b`,
  ),
  rule(
    'override',
    1,
    ['ignor', 'disregard'],
    `\\b(?:ignore|disregard)\\s{1,3}(?:all\\s{1,3})?(?:of\\s{1,3})?the\\s{1,3}(?:rest|remainder)\\s{1,3}of\\s{1,3}(?:this|the)\\s{1,3}(?:data|text|document|page|article|email|message)\\b`,
  ),
  rule(
    'override',
    1,
    ['ignor', 'disregard'],
    `\\b(?:ignore|disregard)\\s{1,3}${fewWords}(?:info|information|indicators|text|data|documents?|webpage|snippets?)\\s{1,3}${fewWords}(?:except|and|focus|in the text)\\b[^\\n]{0,60}\\b(?:following|print|state|output|say|report|exclusively)\\b`,
  ),
  rule(
    'extraction',
    1,
    ['system'],
    `\\b(?:show|reveal|print|repeat|output|display|tell|give|leak|dump|disclose|share|write|translate|encode|recite|summari[sz]e|copy)\\b[^\\n.!?]{0,30}\\b(?:your|the|its)\\s{1,3}(?:initial\\s{1,3}|original\\s{1,3}|full\\s{1,3}|exact\\s{1,3}|entire\\s{1,3}|hidden\\s{1,3}|secret\\s{1,3})?system\\s{1,3}(?:prompt|message|instructions?)(?!\\s{1,3}(?:design|engineer|template|format|for\\s{1,3}(?:a|an|my|our)\\b))`,
  ),
  rule(
    'extraction',
    1,
    ['instruction', 'prompt', 'configuration', 'rule'],
    `\\b(?:show|reveal|print|repeat|output|display|tell|leak|dump|disclose|translate|encode|recite)\\b[^\\n.!?]{0,30}\\b(?:your|previous)\\s{1,3}(?:initial\\s{1,3}|original\\s{1,3}|previous\\s{1,3}|hidden\\s{1,3}|secret\\s{1,3})?(?:instructions|prompt|configuration|rules)\\b`,
  ),
  rule(
    'extraction',
    1,
    ['given'],
    `\\b(?:instructions|text|prompt|message|rules)\\s{1,3}(?:that\\s{1,3})?you\\s{1,3}(?:were|have\\s{1,3}been)\\s{1,3}given\\b`,
  ),
  rule(
    'extraction',
    1,
    ['conversation'],
    `\\b(?:repeat|print)\\b[^\\n.!?]{0,30}\\b(?:entire|whole)\\s{1,3}conversation\\b`,
  ),
  rule(
    'role',
    1,
    ['from now', 'from this', 'starting now', 'hereafter', 'henceforth'],
    `\\b${anew}\\b[^\\n]{0,60}\\byou(?:'re|\\s{1,3}are|\\s{1,3}will|\\s{1,3}must|\\s{1,3}shall|'ll)?\\s{1,3}${fewWords}(?:act|behave|pretend|respond|answer|role-?play|speak|be|are|going|in the role)\\b`,
  ),
  rule(
    'role',
    1,
    ['role'],
    `\\b(?:immerse\\s{1,3}yourself\\s{1,3}into|play)\\s{1,3}the\\s{1,3}role\\s{1,3}of\\s{1,3}another\\s{1,3}(?:ai|al|artificial)\\b`,
  ),
  rule(
    'role',
    0.4,
    ['you', 'pretend', 'act', 'simulate', 'emulate', 'impersonate', 'chatgpt'],
    `\\b(?:you\\s{1,3}(?:are|will)\\s{1,3}(?:now|going\\s{1,3}to)|pretend(?:\\s{1,3}(?:to\\s{1,3}be|that|you))|act\\s{1,3}as|simulate|emulate|impersonate|hello,?\\s{1,3}chatgpt|hi,?\\s{1,3}chatgpt)\\b`,
  ),
  rule(
    'jailbreak',
    1,
    ['anything', 'd.a.n.', 'mode'],
    `\\b(?:do\\s{1,3}anything\\s{1,3}now|D\\.A\\.N\\.|(?:DAN|jailbreak|jailbroken|developer|opposite|god|unrestricted|evil)\\s{1,3}mode\\s{1,3}(?:enabled|activated|on)\\b|DAN\\s{1,3}mode)`,
  ),
  rule(
    'jailbreak',
    1,
    ['confine', 'shackle', 'chain', 'limit', 'restriction'],
    `\\b(?:broken|break|freed?|escaped?)\\s{1,3}(?:free\\s{1,3})?(?:of|from)\\s{1,3}(?:the\\s{1,3}|all\\s{1,3})?(?:typical\\s{1,3})?(?:confines|shackles|chains|limits|restrictions)\\s{1,3}of\\s{1,3}(?:ai|al|openai)\\b`,
  ),
  rule(
    'jailbreak',
    0.4,
    [
      'rule',
      'restriction',
      'limit',
      'filter',
      'guideline',
      'ethic',
      'moral',
      'censor',
      'polic',
      'boundar',
      'law',
      'confine',
      'constraint',
    ],
    `\\b(?:no|any|without|free\\s{1,3}(?:of|from)|not\\s{1,3}(?:bound|limited|restricted)\\s{1,3}(?:by|to)|no\\s{1,3}longer|bypass(?:es|ed)?|ignores?|disregards?)\\s{1,3}${fewWords}${unbound}\\b`,
  ),
  rule(
    'jailbreak',
    0.4,
    ['openai', 'chatgpt', 'content', 'anthropic'],
    `\\b(?:openai|chatgpt|content|anthropic)(?:'s)?\\s{1,3}(?:content\\s{1,3})?(?:policy|policies|guidelines|rules|restrictions)\\b`,
  ),
  rule(
    'jailbreak',
    0.4,
    ['amoral', 'unfiltered', 'uncensored', 'unethical', 'immoral', 'unhinged', 'illegal'],
    `\\b(?:amoral|unfiltered|uncensored|unethical|immoral|unhinged|illegal)\\b[^\\n]{0,60}\\b(?:chatbot|bot|ai|model|assistant|responses?|answers?|requests?|language)\\b`,
  ),
  rule(
    'jailbreak',
    0.4,
    ['refus', 'break', 'apolog', 'say', 'warning', 'disclaimer'],
    `\\b(?:never|not|don't|cannot|can't|without)\\s{1,3}${fewWords}(?:refuse|refusing|break(?:ing)?\\s{1,3}character|apologi[sz]e|say(?:ing)?\\s{1,3}["'\u201c]?(?:I'm\\s{1,3}sorry|no\\b|I\\s{1,3}can(?:'|no)t)|warnings?|disclaimers?)`,
  ),
  rule(
    'jailbreak',
    0.4,
    ['stay', 'remain', 'aim', 'dan', 'stan', 'dude', 'betterdan', 'antigpt', 'chatgpt', 'gpt'],
    `\\b(?:stay|remain|stays)\\s{1,3}in\\s{1,3}(?:character|DAN)\\b|\\b(?:AIM|DAN|STAN|DUDE|BetterDAN|AntiGPT|\\w{2,12}GPT)\\b[^\\n]{0,30}\\b(?:will|can|has|is|stands|always|must)\\b`,
  ),
  rule(
    'jailbreak',
    0.4,
    ['two', '2', 'both', ']'],
    `\\b(?:two|2|both)\\s{1,3}(?:different\\s{1,3}|separate\\s{1,3}|distinct\\s{1,3})?(?:ways|responses|answers)\\b|\\[?\\W?(?:classic|jailbreak|jailbroken|normal|GPT|DAN)\\W{0,3}\\]`,
  ),
  rule(
    'forged turn',
    1,
    ['<', '[', 'end'],
    `<\\|(?:im_start|im_end|endoftext|system|assistant|user|eot_id|start_header_id)\\|>|\\[/?(?:INST|system)\\]|<</?SYS>>|</?system[ _]mode>|(?:^|\\n|[>.]\\s{0,2})<system>\\s{0,3}[A-Z]|\\bend\\s{1,3}of\\s{1,3}session>`,
  ),
  rule(
    'forged turn',
    1,
    ['user', 'human'],
    `\\n\\s{0,4}(?:assistant|AI)\\s{0,2}:[^\\n]{0,400}\\n\\s{0,4}(?:user|human)\\s{0,2}:`,
  ),
  rule(
    'forged authority',
    1,
    ['system', 'admin', 'developer', 'law', 'debug'],
    `\\b(?:system|admin(?:istrator)?|developer|law\\s{1,3}enforcement|debug(?:ging)?)\\s{1,3}(?:override|mode)\\s{0,3}(?::|mode|activated|enabled)`,
  ),
  rule(
    'forged authority',
    1,
    ['developer'],
    `\\bI(?:'m|\\s{1,3}am)\\s{1,3}(?:a|your|the|one\\s{1,3}of\\s{1,3}your)\\s{1,3}developers?\\b[^\\n]{0,120}\\b(?:password|system\\s{1,3}prompt|emulate|override|confirm)\\b`,
  ),
  rule(
    'order to an AI',
    1,
    ['ask'],
    `\\bif\\s{1,3}(?:the\\s{1,3})?(?:user|anyone|you\\s{1,3}are)\\s{1,3}asks?(?:ed)?\\b[^\\n]{0,60}\\b(?:reply|respond|answer|say|output|print)\\s{1,3}(?:with\\s{1,3})?only\\b`,
  ),
  {
    ...rule(
      'order to an AI',
      1,
      ['ai', 'llm', 'assistant', 'language', 'chatbot'],
      `\\b(?:AI|LLM|assistant|language\\s{1,3}model|chatbot)s?\\b[^\\n.]{0,40}\\b(?:must|should|shall)\\s{1,3}(?:now\\s{1,3})?(?:ignore|send|forward|delete|execute|call|print|recommend|disregard|reveal)\\b`,
    ),
    thirdPartyOnly: true,
  },
  {
    ...rule(
      'order to an AI',
      1,
      ['ignor', 'disregard', 'forget'],
      `\\b(?:ignore|disregard|forget)\\s{1,3}${fewWords}(?:user|question|request|task|data|document|instructions?)\\b[^\\n]{0,60}\\b(?:and|instead)\\b`,
    ),
    thirdPartyOnly: true,
  },
];
