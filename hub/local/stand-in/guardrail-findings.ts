/** What a guardrail finds in one text: spans of words, of sensitive information and of expressions, and topics of the whole. */
import { RE2JS } from 're2js';
import type { Guardrail, GuardrailSource } from './guardrail-config.ts';
import { findEntity, type Span } from './sensitive-information.ts';

export type Finding =
  | { readonly policy: 'custom-word'; readonly action: 'BLOCKED' | 'NONE'; readonly match: string }
  | { readonly policy: 'profanity'; readonly action: 'BLOCKED' | 'NONE'; readonly match: string }
  | { readonly policy: 'topic'; readonly action: 'BLOCKED' | 'NONE'; readonly name: string }
  | {
      readonly policy: 'entity' | 'regex';
      readonly action: 'BLOCKED' | 'ANONYMIZED' | 'NONE';
      /** The entity's type or the expression's name; also the mask, in braces. */
      readonly name: string;
      readonly pattern?: string;
      readonly match: string;
      readonly span: Span;
    };

/** A few mild words: enough to see the managed list at work, few enough to be read by anybody. */
const profanity = ['damn', 'crap', 'bloody hell', 'bollocks'];

interface Direction {
  readonly inputEnabled: boolean;
  readonly outputEnabled: boolean;
}

function applies(rule: Direction, source: GuardrailSource): boolean {
  return source === 'INPUT' ? rule.inputEnabled : rule.outputEnabled;
}

export function findAll(guardrail: Guardrail, source: GuardrailSource, text: string): Finding[] {
  return [
    ...findTopics(guardrail, source, text),
    ...findWords(guardrail, source, text),
    ...findEntities(guardrail, source, text),
    ...findRegexes(guardrail, source, text),
  ];
}

function blockAction(rule: { inputAction: 'BLOCK' | 'NONE'; outputAction: 'BLOCK' | 'NONE' }, source: GuardrailSource) {
  const action = source === 'INPUT' ? rule.inputAction : rule.outputAction;
  return action === 'BLOCK' ? ('BLOCKED' as const) : ('NONE' as const);
}

type MaskAction = 'BLOCK' | 'ANONYMIZE' | 'NONE';
interface Masking {
  readonly action: MaskAction;
  readonly inputAction?: MaskAction | undefined;
  readonly outputAction?: MaskAction | undefined;
}

function maskAction(rule: Masking, source: GuardrailSource) {
  const action = (source === 'INPUT' ? rule.inputAction : rule.outputAction) ?? rule.action;
  return action === 'BLOCK'
    ? ('BLOCKED' as const)
    : action === 'ANONYMIZE'
      ? ('ANONYMIZED' as const)
      : ('NONE' as const);
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** Whole words and phrases, whatever the case. */
function contains(text: string, phrase: string): boolean {
  const wanted = phrase.toLowerCase();
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + wanted.length] ?? ' ';
    if (!wordCharacter.test(before) && !wordCharacter.test(after)) return true;
  }
  return false;
}

function findWords(guardrail: Guardrail, source: GuardrailSource, text: string): Finding[] {
  const lower = text.toLowerCase();
  const policy = guardrail.wordPolicyConfig;
  const custom = (policy?.wordsConfig ?? []).filter((rule) => applies(rule, source) && contains(lower, rule.text));
  const managed = (policy?.managedWordListsConfig ?? []).filter((rule) => applies(rule, source));
  return [
    ...custom.map((rule) => ({ policy: 'custom-word', action: blockAction(rule, source), match: rule.text }) as const),
    ...managed.flatMap((rule) =>
      profanity
        .filter((word) => contains(lower, word))
        .map((word) => ({ policy: 'profanity', action: blockAction(rule, source), match: word }) as const),
    ),
  ];
}

function findEntities(guardrail: Guardrail, source: GuardrailSource, text: string): Finding[] {
  const rules = guardrail.sensitiveInformationPolicyConfig?.piiEntitiesConfig ?? [];
  return rules
    .filter((rule) => applies(rule, source))
    .flatMap((rule) =>
      findEntity(rule.type, text).map((span) => {
        const match = text.slice(span.start, span.end);
        return { policy: 'entity', action: maskAction(rule, source), name: rule.type, match, span } as const;
      }),
    );
}

function findRegexes(guardrail: Guardrail, source: GuardrailSource, text: string): Finding[] {
  const rules = guardrail.sensitiveInformationPolicyConfig?.regexesConfig ?? [];
  return rules
    .filter((rule) => applies(rule, source))
    .flatMap((rule) => {
      const action = maskAction(rule, source);
      return regexSpans(rule.pattern, text).map(
        (span) =>
          ({
            policy: 'regex',
            action,
            name: rule.name,
            pattern: rule.pattern,
            match: text.slice(span.start, span.end),
            span,
          }) as const,
      );
    });
}

function regexSpans(pattern: string, text: string): Span[] {
  const matcher = RE2JS.compile(pattern).matcher(text);
  const spans: Span[] = [];
  while (matcher.find()) {
    if (matcher.end() > matcher.start()) spans.push({ start: matcher.start(), end: matcher.end() });
  }
  return spans;
}

function contentWords(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
}

/**
 * A topic is judged by overlap: two thirds of an example's longer words, or three words of the definition and a third of them. The service asks
 * a model instead; this is what can be said without one.
 */
function findTopics(guardrail: Guardrail, source: GuardrailSource, text: string): Finding[] {
  const spoken = contentWords(text);
  const overlap = (other: string): { shared: number; share: number } => {
    const wanted = [...contentWords(other)];
    const shared = wanted.filter((word) => spoken.has(word)).length;
    return { shared, share: wanted.length === 0 ? 0 : shared / wanted.length };
  };
  const topics = (guardrail.topicPolicyConfig?.topicsConfig ?? []).filter((rule) => applies(rule, source));
  return topics
    .filter((rule) => {
      const definition = overlap(rule.definition);
      const byDefinition = definition.shared >= 3 && definition.share >= 1 / 3;
      return byDefinition || rule.examples.some((example) => overlap(example).share >= 2 / 3);
    })
    .map((rule) => ({ policy: 'topic', action: blockAction(rule, source), name: rule.name }) as const);
}
