// The load generator, in a process of its own. Waits for jobs on the IPC channel and answers each with what it measured.
import { Caller } from './caller.ts';
import type { LoadJob, LoadResult } from './load-job.ts';
import { percentile } from './percentile.ts';

process.on('message', (message: { kind?: string }) => {
  if (message.kind === 'job') void run(message as LoadJob).then((result) => process.send?.(result));
});
process.on('SIGTERM', () => process.exit(0));

async function run(job: LoadJob): Promise<LoadResult> {
  const tally = { totals: [] as number[], firsts: [] as number[], bad: 0, firstBad: undefined as string | undefined };
  const callers = await Promise.all(Array.from({ length: job.concurrency }, (_, index) => Caller.connect(job, index)));
  const startedAt = performance.now();
  const endsAt = startedAt + job.durationMs;
  const note = (problem: string) => {
    tally.bad += 1;
    tally.firstBad ??= problem;
  };
  const keepCalling = async (caller: Caller) => {
    while (performance.now() < endsAt) {
      const call = await caller.call();
      tally.totals.push(call.totalMs);
      if (call.firstTextMs !== undefined) tally.firsts.push(call.firstTextMs);
      if (!call.good) note(`status ${call.status}${call.status === 200 ? ', but not complete' : ''}`);
    }
  };
  await Promise.all(callers.map((caller) => keepCalling(caller).catch((error: Error) => note(error.message))));
  const seconds = (performance.now() - startedAt) / 1000;
  for (const caller of callers) caller.close();
  return {
    kind: 'result',
    id: job.id,
    calls: tally.totals.length,
    seconds,
    p50: percentile(tally.totals, 0.5),
    p99: percentile(tally.totals, 0.99),
    firstTextP50: percentile(tally.firsts, 0.5),
    bad: tally.bad,
    ...(tally.firstBad === undefined ? {} : { firstBad: tally.firstBad }),
  };
}
