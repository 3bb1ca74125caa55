import { openContent } from '../../../hub/audit/content-envelope.ts';
import type { TestHub } from './test-hub.ts';

export interface KeptCall {
  /** Both records, as JSON. */
  readonly records: string;
  /** The prompt as it is kept, and as the model was sent it. */
  readonly sent: Buffer;
  /** The answer as it is kept. */
  readonly answer: Buffer;
  /** An answer that passed screening and was not given. */
  readonly unreleased: Buffer;
}

/** Everything that a call left behind. */
export async function keptOf({ hub, records }: TestHub, recordId: string): Promise<KeptCall> {
  const { intent, completion } = await records.get(recordId);
  const location = completion?.content;
  const known = { records: JSON.stringify({ intent, completion }) };
  const none = Buffer.alloc(0);
  if (location === undefined || location === null) return { ...known, sent: none, answer: none, unreleased: none };
  const dataKey = await hub.keys.find(location.dataKeyId);
  if (dataKey === undefined) throw new Error('the data key is lost');
  const { sent, answer, unreleased } = openContent(await hub.evidence.get(location), recordId, dataKey);
  return {
    ...known,
    sent: Buffer.from(sent),
    answer: Buffer.from(answer),
    unreleased: Buffer.from(unreleased ?? none),
  };
}
