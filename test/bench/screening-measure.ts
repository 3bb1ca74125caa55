import { GCProfiler, getHeapStatistics } from 'node:v8';
import { Pseudonyms } from '../../hub/screening/pseudonyms.ts';
import { type ScreeningPlan, TextScreening } from '../../hub/screening/text-screening.ts';

/** Screens a whole text as the gateway does. */
export function screenWhole(plan: ScreeningPlan, text: string): void {
  new TextScreening(plan, 'text', new Pseudonyms()).whole(text);
}

/** Cuts a text into texts of `length`, each of its own memory: a slice of a large string is dearer to read than a string. */
export function cutInto(text: string, length: number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) {
    pieces.push(Buffer.from(text.slice(at, at + length)).toString());
  }
  return pieces;
}

/** The least processor time of some rounds, collector and compiler included, in milliseconds: on a shared machine a clock measures the neighbours. */
export function bestMs(rounds: number, run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

export function megabytesPerSecond(bytes: number, ms: number): number {
  return bytes / 1e6 / (ms / 1000);
}

/** All that `run` allocates on the heap, garbage included, in bytes: what is used now, and what collections freed in between. */
export function allocatedBytes(run: () => void): number {
  const profiler = new GCProfiler();
  profiler.start();
  let used = getHeapStatistics().used_heap_size;
  let allocated = 0;
  run();
  const end = getHeapStatistics().used_heap_size;
  for (const { beforeGC, afterGC } of profiler.stop().statistics) {
    allocated += beforeGC.heapStatistics.usedHeapSize - used;
    used = afterGC.heapStatistics.usedHeapSize;
  }
  return allocated + end - used;
}
