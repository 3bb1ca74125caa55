import { saysSomething } from './prose-value.ts';

const deepest = 64;

/** Properties by which pdf.js describes how things look, and its own names for them. */
const appearance = new Set(
  'id ref fileId color backgroundColor borderColor borderStyle rect subtype fontName dir defaultAppearanceData quadPoints vertices inkLists lineCoordinates rotation modificationDate creationDate PDFFormatVersion CreationDate ModDate'.split(
    ' ',
  ),
);

/** The strings in pdf.js's description of something (an annotation, a property, an outline) that say something to somebody. */
export function* spokenStrings(value: unknown, name = 'title', depth = 0): Generator<string> {
  if (typeof value === 'string') {
    if (saysSomething(name, value)) yield value;
  } else if (typeof value === 'object' && value !== null && depth < deepest && !ArrayBuffer.isView(value)) {
    if (Array.isArray(value) || value instanceof Map) {
      for (const member of value.values()) yield* spokenStrings(member, name, depth + 1);
    } else yield* memberStrings(value, name, depth + 1);
  }
}

function* memberStrings(value: object, name: string, depth: number): Generator<string> {
  for (const [key, member] of Object.entries(value)) {
    if (!appearance.has(key)) yield* spokenStrings(member, key === 'str' ? name : key, depth);
  }
}
