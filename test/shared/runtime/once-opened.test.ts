import { describe, expect, it } from 'vitest';
import { onceOpened } from '../../../shared/runtime/once-opened.ts';

describe('onceOpened', () => {
  it('opens once the function has started, without being asked', async () => {
    let opened = 0;
    onceOpened(async () => ++opened);
    expect(opened).toBe(0);
    await new Promise(setImmediate);
    expect(opened).toBe(1);
  });

  it('opens once for all who ask, and for who asks before it began', async () => {
    let opened = 0;
    const ask = onceOpened(async () => ++opened);
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    expect(await ask()).toBe(1);
  });

  it('forgets a failure: who asked is told, and the next opens anew', async () => {
    let opened = 0;
    const ask = onceOpened(async () => {
      opened += 1;
      if (opened < 3) throw new Error(`failed ${opened}`);
      return opened;
    });
    await expect(ask()).rejects.toThrow('failed 1');
    await expect(ask()).rejects.toThrow('failed 2');
    expect(await ask()).toBe(3);
  });
});
