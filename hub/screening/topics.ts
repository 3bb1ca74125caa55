import { fold } from './folding.ts';
import { FoldingText } from './folding-text.ts';
import { WordReader } from './word-reader.ts';

interface Topic {
  readonly name: string;
  readonly definition: string;
  readonly examples: readonly string[];
}

/** Content words of an example or of a definition, as hashes; the topic is met when `needed` of them stand in one passage. */
interface Profile {
  readonly topic: string;
  readonly words: ReadonlySet<number>;
  readonly needed: number;
}

export interface TopicProfiles {
  readonly profiles: readonly Profile[];
  readonly vocabulary: ReadonlySet<number>;
}

/** Words in a passage, counting every one. */
const passageWords = 40;
const neededShare = 0.85;
const fewestWords = 3;

const functionWords = hashesOf(
  'a about all also an and any are as at be been but by can could do does for from get give had has have he her him his how i if in into is it its just ' +
    'like make me more my no not of on one or our out please she should so some such tell than that the their them then there these they this to up us was ' +
    'we were what when where which who why will with would you your',
);

/** Prepares the topics of a guardrail, once for each policy. */
export function topicProfiles(topics: readonly Topic[]): TopicProfiles {
  const profiles = topics.flatMap((topic) =>
    [topic.definition, ...topic.examples].flatMap((text) => {
      const words = new Set([...hashesOf(text)].filter((hash) => !functionWords.has(hash)));
      if (words.size < fewestWords || words.size > passageWords) return [];
      return [{ topic: topic.name, words, needed: Math.ceil(words.size * neededShare) }];
    }),
  );
  return { profiles, vocabulary: new Set(profiles.flatMap((profile) => [...profile.words])) };
}

/**
 * Denied topics, judged by words alone: met by a passage that holds most content words of an example or of the definition. A stand-in for the topic policy of
 * the Bedrock guardrail, which judges meaning: it catches near-copies of the examples where no guardrail runs (the local hub) and is silent otherwise.
 */
export class TopicJudge {
  readonly #profiles: TopicProfiles;
  readonly #met = new Set<string>();
  readonly #reader = new WordReader((hash, index) => this.#take(hash, index));
  readonly #text = new FoldingText();
  /** Words of the vocabulary in the passage, oldest first. */
  #passage: { readonly hash: number; readonly index: number }[] = [];

  constructor(profiles: TopicProfiles) {
    this.#profiles = profiles;
  }

  read(text: string): void {
    this.#read(text, false);
  }

  /** No more text comes. Answers the names of the topics that were met. */
  end(): ReadonlySet<string> {
    this.#read('', true);
    this.#reader.end();
    return this.#met;
  }

  get met(): ReadonlySet<string> {
    return this.#met;
  }

  /** Words are read as detectors read them: look-alikes folded together. */
  #read(text: string, ended: boolean): void {
    this.#text.push(text, ended);
    this.#reader.read(this.#text.folded);
    this.#text.forget(this.#text.foldedEnd, this.#text.originalEnd);
  }

  #take(hash: number, index: number): void {
    if (!this.#profiles.vocabulary.has(hash)) return;
    this.#passage = this.#passage.filter((word) => word.index > index - passageWords && word.hash !== hash);
    this.#passage.push({ hash, index });
    for (const profile of this.#profiles.profiles) {
      if (profile.words.has(hash) && this.#holds(profile)) this.#met.add(profile.topic);
    }
  }

  #holds(profile: Profile): boolean {
    return this.#passage.filter((word) => profile.words.has(word.hash)).length >= profile.needed;
  }
}

function hashesOf(text: string): Set<number> {
  const hashes = new Set<number>();
  const reader = new WordReader((hash) => hashes.add(hash));
  reader.read(fold(text).text);
  reader.end();
  return hashes;
}
