/**
 * Vectors without a model: each word adds to a few dimensions chosen by its hash ("feature hashing"), and the sum is scaled to length one. The same text
 * gives the same vector everywhere, and texts that share words are near each other, so a local search finds something sensible.
 */
import { createHash } from 'node:crypto';

const dimensionsPerWord = 8;

export function unitVector(text: string, dimensions: number): number[] {
  const vector = new Float64Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) addWord(vector, word);
  // Text without a single letter still needs a direction.
  addWord(vector, `\0${text}`);
  const length = Math.hypot(...vector);
  return Array.from(vector, (value) => value / length);
}

function addWord(vector: Float64Array, word: string): void {
  const digest = createHash('sha256').update(word).digest();
  for (let index = 0; index < dimensionsPerWord; index++) {
    const bits = digest.readUInt32BE(index * 4);
    const at = (bits >>> 1) % vector.length;
    vector[at] = (vector[at] ?? 0) + (bits & 1 ? 1 : -1) * (1 + index / 100);
  }
}

export type EmbeddingType = 'float' | 'int8' | 'uint8' | 'binary' | 'ubinary';

/** Cohere's and Titan's compressed forms of a vector. Titan's `binary` is one number for each dimension, Cohere's packs eight into one. */
export function compressed(vector: readonly number[], type: EmbeddingType): number[] {
  if (type === 'float') return [...vector];
  if (type === 'int8') return vector.map((value) => Math.round(value * 127));
  if (type === 'uint8') return vector.map((value) => Math.round(value * 127) + 128);
  const bytes = Array.from({ length: Math.ceil(vector.length / 8) }, (_, index) => packed(vector, index * 8));
  return type === 'ubinary' ? bytes : bytes.map((byte) => byte - 128);
}

function packed(vector: readonly number[], start: number): number {
  return vector.slice(start, start + 8).reduce((byte, value, bit) => byte | (value > 0 ? 0x80 >> bit : 0), 0);
}
