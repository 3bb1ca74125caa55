import { GatehouseFault } from '../../../shared/errors.ts';
import type { PartText } from '../parts.ts';
import type { DocumentSource } from './document-source.ts';
import { textSeparator } from './text-collector.ts';

/**
 * The texts of a document that cannot be edited in place. Where one of them is masked, a plain text document of all of them takes the document's place: the model reads what
 * was screened, and none of the original's bytes. Where the API has no place for a text document they are fixed, and what would be masked blocks.
 */
export function extractedTexts(texts: readonly string[], source: DocumentSource): PartText[] {
  const { replaceWithText } = source;
  if (replaceWithText === undefined) return texts.map(fixedText);
  const extracted: ExtractedText[] = [];
  const write = () => replaceWithText(extracted.map(({ text }) => text).join(textSeparator));
  for (const text of texts) extracted.push(new ExtractedText(text, write));
  return extracted;
}

class ExtractedText implements PartText {
  text: string;
  readonly #write: () => void;

  constructor(text: string, write: () => void) {
    this.text = text;
    this.#write = write;
  }

  replace(masked: string): void {
    this.text = masked;
    this.#write();
  }
}

/** A text that stands in a document for which the body has no other place. */
export function fixedText(text: string): PartText {
  return { text, fixed: true, replace: refuseToReplace };
}

/** Who replaces a text has to look at `fixed` first; who does not must not believe that the value is gone. */
function refuseToReplace(): never {
  throw new GatehouseFault(
    'screening_failed',
    'A mask was to be laid over a document that cannot be changed in place.',
    'Send the document as a text, or name its format.',
  );
}
