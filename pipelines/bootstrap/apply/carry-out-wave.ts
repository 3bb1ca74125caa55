import type { Change } from '../change.ts';
import { ChangeOrder } from './change-order.ts';

/** Organizations answers "slower" long before its limits where several change it at once; four keep it busy. */
const sideBySide = 4;

/**
 * Makes the changes of one wave, independent ones side by side. Where one fails, what builds on it is not begun, and the others are made all the same.
 *
 * @param make True where the change is made.
 * @param halted Whether nothing further is to begin.
 */
export async function carryOutWave(
  changes: readonly Change[],
  make: (change: Change) => Promise<boolean>,
  halted: () => boolean,
): Promise<void> {
  const order = new ChangeOrder(changes);
  const waiting = new Set(changes);
  const running = new Set<Promise<void>>();
  const run = async (change: Change) => {
    if (await make(change)) order.made(change);
  };
  const beginWhatMay = () => {
    for (const change of waiting) {
      if (running.size >= sideBySide || halted()) return;
      if (!order.mayBegin(change)) continue;
      waiting.delete(change);
      const work = run(change).finally(() => running.delete(work));
      running.add(work);
    }
  };
  for (beginWhatMay(); running.size > 0; beginWhatMay()) await Promise.race(running);
}
