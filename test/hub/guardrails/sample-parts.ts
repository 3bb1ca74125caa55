import type { Part } from '../../../hub/screening/parts.ts';

/** A part of these texts, which can be replaced. */
export function partOf(...texts: string[]): Part {
  return {
    pointer: '/messages/0/content/0',
    kind: 'tool-result',
    role: 'tool',
    texts: texts.map((text) => ({
      text,
      replace(masked: string) {
        this.text = masked;
      },
    })),
  };
}

export function textsOf(part: Part): string[] {
  return part.texts.map(({ text }) => text);
}
