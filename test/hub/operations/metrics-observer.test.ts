import { describe, expect, it } from 'vitest';
import type { ObservedCall } from '../../../hub/operations/call-observer.ts';
import { MetricsObserver } from '../../../hub/operations/metrics-observer.ts';
import { sampleCompletion, sampleIntent } from '../audit/record-samples.ts';

const call: ObservedCall = {
  intent: sampleIntent('01JX', 1_795_000_000_000),
  completion: sampleCompletion('01JX', 1_795_000_001_000),
  timings: { totalMs: 1000, firstPieceMs: 10, intentMs: 1, completionMs: 1 },
};

describe('the observer that writes metrics', () => {
  it('writes one line for each call', () => {
    const lines: string[] = [];
    const observer = new MetricsObserver((line) => lines.push(line));
    observer.onCall(call);
    observer.onUnrecorded('claims-assistant', 1_795_000_002_000);
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!)).toMatchObject({ 'gatehouse.calls': 1, outcome: 'answered' });
    expect(JSON.parse(lines[1]!)).toMatchObject({ 'gatehouse.evidence.unrecorded': 1 });
  });

  it('takes no part in the call: neither a log that fails nor a record that it cannot read is anybody’s fault', () => {
    const observer = new MetricsObserver(() => {
      throw new Error('EPIPE');
    });
    expect(() => observer.onCall(call)).not.toThrow();
    const broken = { ...call, completion: undefined } as unknown as ObservedCall;
    expect(() => new MetricsObserver(() => undefined).onCall(broken)).not.toThrow();
  });

  it('writes why a call broke under its record id, without what its causes say', () => {
    const problems: unknown[][] = [];
    const observer = new MetricsObserver(
      () => undefined,
      (...problem) => problems.push(problem),
    );
    const fault = new Error('the prompt of somebody');
    observer.onFault(fault, '01JX');
    expect(problems).toEqual([['call_faulted', fault, '01JX']]);
  });
});
