import { availableParallelism } from 'node:os';
import type { TextKind } from '../evaluation/data-row.ts';
import { type LineBatch, lineBatches } from '../evaluation/line-batches.ts';
import { type PolicyChoice, planOf } from '../evaluation/screening-policy.ts';
import { type ScreenedLines, screenLines, tooLongLine } from './screen-lines.ts';
import { ScreenPool } from './screen-pool.ts';

export interface JsonlJob {
  readonly source: AsyncIterable<Uint8Array>;
  readonly policy: PolicyChoice;
  readonly kind: TextKind;
  /** Resolves when more can be taken, so that a slow reader slows the screening down and not the memory up. */
  write(text: string): Promise<void>;
  /** Called after each batch. */
  progress(rows: number): void;
}

const size = { batchBytes: 1 << 18, longestLine: 1 << 26 };
/** Starting threads costs about as much as screening so many batches. */
const batchesAlone = 4;
/** Batches that wait at each worker: one being screened, one on its way. */
const batchesEach = 2;

/** Screens a stream of `{id, text}` lines in their order, in constant memory, on all cores where the stream is long enough for it. */
export async function screenJsonl(job: JsonlJob): Promise<{ readonly rows: number; readonly bad: number }> {
  const plan = planOf(job.policy);
  const total = { rows: 0, bad: 0 };
  const finish = async (screened: ScreenedLines) => {
    total.rows += screened.rows;
    total.bad += screened.bad;
    job.progress(total.rows);
    if (screened.output !== '') await job.write(screened.output);
  };
  let pool: ScreenPool | undefined;
  const inFlight: Promise<ScreenedLines>[] = [];
  let batches = 0;
  try {
    for await (const batch of lineBatches(job.source, size)) {
      batches += 1;
      if (batches > batchesAlone) pool ??= openPool(job);
      inFlight.push(screenBatch(batch, pool, (one) => screenLines(one, plan, job.kind)));
      if (inFlight.length >= (pool?.size ?? 0) * batchesEach) await finishOldest(inFlight, finish);
    }
    while (inFlight.length > 0) await finishOldest(inFlight, finish);
  } finally {
    await pool?.close();
  }
  return total;
}

function openPool({ policy, kind }: JsonlJob): ScreenPool | undefined {
  const cores = availableParallelism();
  return cores < 2 ? undefined : new ScreenPool(cores, policy, kind);
}

async function screenBatch(
  batch: LineBatch,
  pool: ScreenPool | undefined,
  alone: (batch: LineBatch) => ScreenedLines,
): Promise<ScreenedLines> {
  if (batch.tooLong) return tooLongLine(batch.firstLine, size.longestLine);
  return pool === undefined ? alone(batch) : pool.screen(batch);
}

async function finishOldest(
  inFlight: Promise<ScreenedLines>[],
  finish: (screened: ScreenedLines) => Promise<void>,
): Promise<void> {
  const oldest = inFlight.shift();
  if (oldest !== undefined) await finish(await oldest);
}
