/**
 * Makes calls without end on the state directory that it is given, and prints the record id of each call whose intent, evidence and completion
 * were acknowledged. To be killed.
 */
import { writeSync } from 'node:fs';
import { sampleCompletion, sampleIntent, seal } from '../audit/record-samples.ts';
import { openState } from './open-state.ts';

const [directory = '', prefix = ''] = process.argv.slice(2);
const { ledger, records, evidence } = openState(directory);
const none = { requests: null, tokens: null, costNanos: null };
const limits = { maxOutputTokens: 1, minute: none, day: none, month: none };

async function call(recordId: string): Promise<void> {
  const nowMs = Date.now();
  const amount = { requests: 1, tokens: 1000, costNanos: 9_000_000 };
  await ledger.reserve({ holdId: recordId, application: 'app', limits, amount, nowMs, expiresAtMs: nowMs + 60_000 });
  await records.putIntent(seal(sampleIntent(recordId, nowMs)));
  const body = Buffer.from(`content of ${recordId}`.repeat(50));
  const location = await evidence.put({ key: `content/${recordId}`, body, retainUntilMs: nowMs });
  const completion = sampleCompletion(recordId, nowMs, { content: { ...location, dataKeyId: 'key' } });
  await records.putCompletion(seal(completion));
  // Synchronous, straight to the pipe: what is printed was acknowledged, however the process ends.
  writeSync(1, `${recordId}\n`);
  await ledger.settle('app', recordId, { requests: 1, tokens: 425, costNanos: 2_400_000 }, Date.now());
}

async function callForEver(worker: number): Promise<never> {
  for (let count = 0; ; count += 1) await call(`${prefix}-${worker}-${count}`);
}

await Promise.all(Array.from({ length: 8 }, (_, worker) => callForEver(worker)));
