import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frontier } from '../../../../hub/audit/log/frontier.ts';
import { verifyConsistency, verifyInclusion } from '../../../../hub/audit/log/proofs.ts';
import { tilePath } from '../../../../hub/audit/log/tile-path.ts';
import { TileTree } from '../../../../hub/audit/log/tile-tree.ts';
import { emptyRoot, type Hash, leafHash, nodeHash } from '../../../../hub/audit/log/tree-hash.ts';
import { makeLog, newSigner, rootByDefinition, someEntries } from './made-log.ts';

/** Leaves and roots that implementations of RFC 6962 share (certificate-transparency-go, merkle tests). */
const sharedLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const sharedRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const most = 1100;
const entries = someEntries(most);
const leaves = entries.map(leafHash);
const signer = newSigner('example.com/log');
const roots = new Map<number, Hash>();
const rootAt = (size: number): Hash => {
  const known = roots.get(size) ?? rootByDefinition(leaves.slice(0, size), nodeHash, emptyRoot);
  roots.set(size, known);
  return known;
};

/** The tree of that size, out of the files of a log. */
function treeOf(size: number): TileTree {
  const files = makeLog(entries, [size], signer);
  return new TileTree(size, async (tile) => files.get(tilePath(tile))!);
}

const trees = new Map<number, TileTree>();
const tree = (size: number): TileTree => {
  const known = trees.get(size) ?? treeOf(size);
  trees.set(size, known);
  return known;
};

const sizes = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(255, 256, 257, 511, 512, 513, 1024, 1100));
const placed = sizes.chain((size) => fc.tuple(fc.nat({ max: size - 1 }), fc.constant(size)));
const bytes = fc.nat({ max: 31 });

function flipped(hash: Hash, at: number): Hash {
  const changed = Uint8Array.from(hash);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

describe('a tree', () => {
  it.each(sharedRoots.map((root, index) => [index + 1, root] as const))(
    'of %i leaves has the root that all implementations give it',
    (size, root) => {
      const grown = new Frontier();
      for (const leaf of sharedLeaves.slice(0, size)) grown.append(leafHash(Buffer.from(leaf, 'hex')));
      expect(Buffer.from(grown.root()).toString('hex')).toBe(root);
    },
  );

  it('without leaves has the hash of nothing as its root', () => {
    const root = Buffer.from(new Frontier().root()).toString('hex');
    expect(root).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('has at every size the root of the definition, built leaf by leaf or read from tiles', async () => {
    const grown = new Frontier();
    for (let size = 1; size <= 600; size += 1) {
      grown.append(leaves[size - 1]!);
      expect(Buffer.from(grown.root()).equals(rootAt(size))).toBe(true);
    }
    for (const size of [1, 2, 255, 256, 257, 600]) {
      expect(Buffer.from(await tree(size).root()).equals(rootAt(size))).toBe(true);
      expect(Buffer.from(await tree(most).root(size)).equals(rootAt(size))).toBe(true);
    }
  });

  it('is continued from its edge alone', async () => {
    for (const size of [1, 7, 256, 300, 513]) {
      const continued = new Frontier(size, await tree(size).edge());
      for (const leaf of leaves.slice(size, size + 300)) continued.append(leaf);
      expect(Buffer.from(continued.root()).equals(rootAt(size + 300))).toBe(true);
    }
  });
});

describe('a proof of inclusion', () => {
  it('that was made verifies', async () => {
    await fc.assert(
      fc.asyncProperty(placed, async ([index, size]) => {
        const proof = await tree(size).inclusion(index);
        expect(verifyInclusion({ index, size, leaf: leaves[index]!, root: rootAt(size), proof })).toBe(true);
      }),
    );
  });

  it('fails with another index, size, leaf or root', async () => {
    await fc.assert(
      fc.asyncProperty(
        placed,
        sizes,
        fc.nat({ max: most }),
        bytes,
        async ([index, size], otherSize, otherIndex, at) => {
          const proof = await tree(size).inclusion(index);
          const sound = { index, size, leaf: leaves[index]!, root: rootAt(size), proof };
          expect(verifyInclusion({ ...sound, leaf: flipped(sound.leaf, at) })).toBe(false);
          expect(verifyInclusion({ ...sound, root: flipped(sound.root, at) })).toBe(false);
          if (otherIndex !== index) expect(verifyInclusion({ ...sound, index: otherIndex })).toBe(false);
          if (otherSize !== size) {
            const root = rootAt(otherSize);
            expect(verifyInclusion({ ...sound, size: otherSize, root })).toBe(false);
          }
        },
      ),
    );
  });

  it('fails with any hash altered, dropped, doubled or added', async () => {
    await fc.assert(
      fc.asyncProperty(placed, fc.nat(), bytes, async ([index, size], pick, at) => {
        const proof = await tree(size).inclusion(index);
        const holds = (altered: readonly Hash[]) =>
          verifyInclusion({ index, size, leaf: leaves[index]!, root: rootAt(size), proof: altered });
        expect(holds([...proof, rootAt(size)])).toBe(false);
        if (proof.length === 0) return;
        const place = pick % proof.length;
        expect(holds(proof.with(place, flipped(proof[place]!, at)))).toBe(false);
        expect(holds(proof.toSpliced(place, 1))).toBe(false);
        expect(holds(proof.toSpliced(place, 0, proof[place]!))).toBe(false);
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1])(
    'fails at index %d of a tree of one',
    (index) => {
      expect(verifyInclusion({ index, size: 1, leaf: leaves[0]!, root: leaves[0]!, proof: [] })).toBe(false);
    },
  );

  it('fails where a hash has not 32 bytes', () => {
    const short = leaves[0]!.subarray(0, 31);
    expect(verifyInclusion({ index: 0, size: 1, leaf: short, root: short, proof: [] })).toBe(false);
  });
});

describe('a proof of consistency', () => {
  const pairs = fc.tuple(sizes, sizes).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

  it('that was made verifies', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ([size, later]) => {
        const proof = await tree(later).consistency(size);
        const [first, second] = [
          { size, root: rootAt(size) },
          { size: later, root: rootAt(later) },
        ];
        expect(verifyConsistency({ first, second, proof })).toBe(true);
      }),
    );
  });

  it('fails with another root or size, and with any hash altered, dropped or added', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat(), bytes, sizes, async ([size, later], pick, at, otherSize) => {
        const proof = await tree(later).consistency(size);
        const [first, second] = [
          { size, root: rootAt(size) },
          { size: later, root: rootAt(later) },
        ];
        const sound = { first, second, proof };
        expect(verifyConsistency({ ...sound, first: { size, root: flipped(first.root, at) } })).toBe(false);
        expect(verifyConsistency({ ...sound, second: { size: later, root: flipped(second.root, at) } })).toBe(false);
        expect(verifyConsistency({ ...sound, proof: [...proof, rootAt(size)] })).toBe(false);
        if (otherSize !== size) {
          expect(verifyConsistency({ ...sound, first: { size: otherSize, root: first.root } })).toBe(false);
        }
        if (proof.length === 0) return;
        const place = pick % proof.length;
        expect(verifyConsistency({ ...sound, proof: proof.with(place, flipped(proof[place]!, at)) })).toBe(false);
        expect(verifyConsistency({ ...sound, proof: proof.toSpliced(place, 1) })).toBe(false);
      }),
    );
  });

  it('to any tree from the empty one is empty, and needs the empty root', () => {
    const second = { size: 5, root: rootAt(5) };
    expect(verifyConsistency({ first: { size: 0, root: emptyRoot }, second, proof: [] })).toBe(true);
    expect(verifyConsistency({ first: { size: 0, root: rootAt(1) }, second, proof: [] })).toBe(false);
    expect(verifyConsistency({ first: { size: 0, root: emptyRoot }, second, proof: [rootAt(1)] })).toBe(false);
  });
});
