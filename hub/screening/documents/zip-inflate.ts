import { crc32, inflateRawSync } from 'node:zlib';
import { documentLimits } from './document-limits.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import type { ZipMember } from './zip-directory.ts';

/** What the members of one document may still inflate to, however deep its packages are nested. */
export class InflateBudget {
  #left: number = documentLimits.inflatedBytes;

  /**
   * The content of a member. Inflating stops at the size that the directory states, which is charged beforehand, so that a member that lies about its size costs
   * no more than it said. The checksum settles that it was read as it was written.
   */
  inflate(member: ZipMember): Uint8Array {
    const { packed, size } = member;
    const bomb = size > documentLimits.ratioFromBytes && size > packed.length * documentLimits.inflateRatio;
    if (bomb || size > this.#left) throw new UnreadableDocument('too large');
    this.#left -= size;
    const content = member.method === 'stored' ? packed : inflateExactly(packed, size);
    if (content.length !== size || crc32(content) !== member.crc) throw new UnreadableDocument('damaged');
    return content;
  }
}

/** node:zlib, not a library: it is bounded by `maxOutputLength`, and says how much of its input it used. */
function inflateExactly(packed: Uint8Array, size: number): Uint8Array {
  try {
    // One byte more than stated, so that a longer content shows as such.
    const { buffer, engine } = inflateRawSync(packed, { maxOutputLength: size + 1, info: true }) as unknown as {
      buffer: Uint8Array;
      engine: { bytesWritten: number };
    };
    if (engine.bytesWritten === packed.length) return buffer;
  } catch {
    // zlib's own message says nothing that a reader of the record needs.
  }
  throw new UnreadableDocument('damaged');
}
