import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTilePath, type Tile, tilePath, widthAt } from '../../../../hub/audit/log/tile-path.ts';

const tiles: fc.Arbitrary<Tile> = fc.record({
  level: fc.oneof(fc.nat({ max: 63 }), fc.constant('entries' as const)),
  index: fc.oneof(fc.nat({ max: 2000 }), fc.nat({ max: 2 ** 53 - 1 })),
  width: fc.integer({ min: 1, max: 256 }),
});

describe('the path of a tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 0, width: 5 }, 'tile/0/000.p/5'],
    [{ level: 1, index: 999, width: 256 }, 'tile/1/999'],
    [{ level: 0, index: 1000, width: 256 }, 'tile/0/x001/000'],
    [{ level: 'entries', index: 1234067, width: 112 }, 'tile/entries/x001/x234/067.p/112'],
  ] as const)('of %o is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
      }),
    );
  });

  it.each([
    'tile/0/00',
    'tile/0/0000',
    'tile/00/000',
    'tile/0/x000/000',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/05',
    'tile/100/000',
    'tile/data/000',
    'tile/0/../000',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/000\n',
    '',
  ])('is never %o', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const tile = parseTilePath(`tile/${text}`);
        if (tile !== undefined) expect(tilePath(tile)).toBe(`tile/${text}`);
      }),
    );
  });
});

// The example of the specification.
it('a tree of 70,000 has the tiles that the specification says', () => {
  expect([272, 273, 274].map((index) => widthAt(70_000, 0, index))).toEqual([256, 112, 0]);
  expect([0, 1, 2].map((index) => widthAt(70_000, 1, index))).toEqual([256, 17, 0]);
  expect([0, 1].map((index) => widthAt(70_000, 2, index))).toEqual([1, 0]);
  expect(widthAt(70_000, 3, 0)).toBe(0);
});
