import { wordTables } from './word-boundary.ts';

export interface Topic {
  readonly name: string;
  readonly definition: string;
  readonly examples: readonly string[];
}

/** Content words of an example or of a definition; the topic is met when `needed` of them stand in one passage. */
interface Profile {
  readonly topic: string;
  readonly words: ReadonlySet<string>;
  readonly needed: number;
}

export type TopicProfiles = readonly Profile[];

const passageWords = 24;
const neededShare = 0.8;
const fewestWords = 3;
const longestWord = 40;

const functionWords = new Set(
  (
    'a about all also an and any are as at be been but by can could do does for from get give had has have he her him his how i if in into is it its just ' +
    'like make me more my no not of on one or our out please she should so some such tell than that the their them then there these they this to up us was ' +
    'we were what when where which who why will with would you your'
  ).split(' '),
);

/** Prepares the topics of a guardrail, once for each policy. */
export function topicProfiles(topics: readonly Topic[]): TopicProfiles {
  return topics.flatMap((topic) =>
    [topic.definition, ...topic.examples].flatMap((text) => {
      const words = new Set<string>();
      const reader = new WordReader((word) => words.add(word));
      reader.read(text);
      reader.end();
      if (words.size < fewestWords || words.size > passageWords) return [];
      return [{ topic: topic.name, words, needed: Math.ceil(words.size * neededShare) }];
    }),
  );
}

/**
 * Denied topics, judged by words alone: met by a passage that holds most content words of an example or of the definition. A stand-in for the topic policy of
 * the Bedrock guardrail, which judges meaning: it catches near-copies of the examples where no guardrail runs (the local hub) and is silent otherwise.
 */
export class TopicJudge {
  readonly #profiles: TopicProfiles;
  readonly #vocabulary: ReadonlySet<string>;
  readonly #passage: string[] = [];
  readonly #met = new Set<string>();
  readonly #reader = new WordReader((word) => this.#take(word));

  constructor(profiles: TopicProfiles) {
    this.#profiles = profiles;
    this.#vocabulary = new Set(profiles.flatMap((profile) => [...profile.words]));
  }

  read(text: string): void {
    this.#reader.read(text);
  }

  /** No more text comes. Answers the names of the topics that were met. */
  end(): ReadonlySet<string> {
    this.#reader.end();
    return this.#met;
  }

  get met(): ReadonlySet<string> {
    return this.#met;
  }

  #take(word: string): void {
    this.#passage.push(word);
    if (this.#passage.length > passageWords) this.#passage.shift();
    if (!this.#vocabulary.has(word)) return;
    for (const profile of this.#profiles) {
      if (profile.words.has(word) && !this.#met.has(profile.topic) && this.#holds(profile)) this.#met.add(profile.topic);
    }
  }

  #holds(profile: Profile): boolean {
    const present = new Set(this.#passage.filter((word) => profile.words.has(word)));
    return present.size >= profile.needed;
  }
}

/** Cuts text into content words, in small letters and without a plural s, wherever it is cut between two calls. */
class WordReader {
  readonly #take: (word: string) => void;
  #open = '';

  constructor(take: (word: string) => void) {
    this.#take = take;
  }

  read(text: string): void {
    const { word } = wordTables();
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (word[text.charCodeAt(at)] === 1) continue;
      this.#open += text.slice(start, Math.min(at, start + longestWord));
      this.end();
      start = at + 1;
    }
    if (this.#open.length < longestWord) this.#open += text.slice(start, start + longestWord);
  }

  end(): void {
    const word = this.#open.slice(0, longestWord).toLowerCase().replace(/s$/, '');
    this.#open = '';
    if (word.length > 1 && !functionWords.has(word)) this.#take(word);
  }
}
