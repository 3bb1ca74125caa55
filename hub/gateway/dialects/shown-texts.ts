import type { PartText } from '../../screening/parts.ts';

/** The texts of one event that the caller is shown otherwise than they are kept: pseudonyms are restored in the one and not in the other. */
export class ShownTexts {
  readonly #texts = new Map<PartText, string>();

  set(place: PartText, shown: string): void {
    this.#texts.set(place, shown);
  }

  /** What `encode` writes while the texts stand as the caller is shown them. They are put back: the event may be encoded again, to be kept. */
  during(encode: () => Uint8Array): Uint8Array {
    const kept = [...this.#texts.keys()].map((place) => [place, place.text] as const);
    for (const [place, shown] of this.#texts) place.replace(shown);
    const frame = encode();
    for (const [place, text] of kept) place.replace(text);
    return frame;
  }
}
