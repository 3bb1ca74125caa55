// A worker of `gatehouse screen --jsonl`: builds the plan once and screens batch after batch.
import { parentPort, workerData } from 'node:worker_threads';
import type { TextKind } from '../evaluation/data-row.ts';
import type { LineBatch } from '../evaluation/line-batches.ts';
import { type PolicyChoice, planOf } from '../evaluation/screening-policy.ts';
import { screenLines } from './screen-lines.ts';

const { policy, kind } = workerData as { readonly policy: PolicyChoice; readonly kind: TextKind };
const plan = planOf(policy);

parentPort?.on('message', (batch: LineBatch) => parentPort?.postMessage(screenLines(batch, plan, kind)));
