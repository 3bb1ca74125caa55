import { describe, expect, it } from 'vitest';
import type { CompletionRecord, IntentRecord } from '../../../hub/audit/record.ts';
import { callMetrics, unrecordedMetrics } from '../../../hub/operations/call-metrics.ts';
import type { CallTimings } from '../../../hub/operations/call-observer.ts';
import { embeddedMetricsLine, type MetricDocument } from '../../../hub/operations/embedded-metrics.ts';
import type { Finding, PartVerdict } from '../../../hub/screening/parts.ts';
import { refusalTypes } from '../../../shared/contract/refusals.ts';
import { sampleCompletion, sampleIntent } from '../audit/record-samples.ts';

const atMs = Date.UTC(2026, 10, 20, 12);
const timings: CallTimings = { totalMs: 1500, firstPieceMs: 420, intentMs: 6, completionMs: 9 };

interface Changes {
  readonly intent?: Partial<IntentRecord>;
  readonly completion?: Partial<CompletionRecord>;
  readonly timings?: Partial<CallTimings>;
}

function metricsOf(changes: Changes = {}): MetricDocument {
  return callMetrics({
    intent: sampleIntent('01JX', atMs, changes.intent),
    completion: sampleCompletion('01JX', atMs + 1500, changes.completion),
    timings: { ...timings, ...changes.timings },
  });
}

/** Every figure with its unit. */
function figures({ groups }: MetricDocument): Readonly<Record<string, readonly [number, string]>> {
  const all = groups.flatMap(({ metrics }) => metrics);
  return Object.fromEntries(all.map(({ name, value, unit }) => [name, [value, unit] as const]));
}

function part(
  verdict: PartVerdict['verdict'],
  findings: readonly Partial<Finding>[] = [],
  failed = false,
): PartVerdict {
  const found = findings.map((finding) => ({
    type: 'EMAIL',
    detector: 'email',
    action: 'block' as const,
    count: 1,
    ...finding,
  }));
  return { pointer: '/messages/0', kind: 'text', verdict, findings: found, ...(failed && { failed: true as const }) };
}

function screened(...input: readonly PartVerdict[]): Changes {
  return { completion: { screening: { verdict: 'blocked', input, output: [], engines: null } } };
}

describe('the metrics of an answered call', () => {
  it('are tokens, money and times under OpenTelemetry’s names', () => {
    expect(figures(metricsOf())).toEqual({
      'gen_ai.client.token.usage.input': [300, 'Count'],
      'gen_ai.client.token.usage.output': [100, 'Count'],
      'gen_ai.client.token.usage.cache_read': [20, 'Count'],
      'gen_ai.client.token.usage.cache_creation': [5, 'Count'],
      'gen_ai.client.operation.duration': [1.5, 'Seconds'],
      'gen_ai.server.time_to_first_token': [0.42, 'Seconds'],
      'gatehouse.cost': [0.0024, 'None'],
      'gatehouse.calls': [1, 'Count'],
      'gatehouse.holds': [1, 'Count'],
      'gatehouse.holds.cost': [0.009, 'None'],
      'gatehouse.evidence.intent.duration': [6, 'Milliseconds'],
      'gatehouse.evidence.completion.duration': [9, 'Milliseconds'],
    });
  });

  it('are counted by application, model, outcome and code, and at the time of the completion', () => {
    const { dimensions, namespace, atMs: at } = metricsOf();
    expect(dimensions).toEqual({
      application: 'claims-assistant',
      model: 'claude-sonnet',
      outcome: 'answered',
      code: '(none)',
    });
    expect([namespace, at]).toEqual(['Gatehouse', atMs + 1500]);
  });

  it('take the end of an answer that left in one piece for its first token, and of a refusal nothing', () => {
    const name = 'gen_ai.server.time_to_first_token';
    expect(figures(metricsOf({ timings: { firstPieceMs: null } }))[name]).toEqual([1.5, 'Seconds']);
    const refused = { outcome: 'refused' } as const;
    expect(figures(metricsOf({ timings: { firstPieceMs: null }, completion: refused }))).not.toHaveProperty(name);
  });
});

describe('the metrics of a call that was refused', () => {
  const refused = (code: keyof typeof refusalTypes): Changes => ({
    intent: { reservation: null },
    completion: { outcome: 'refused', refusal: { code, detail: 'why' }, usage: null },
  });

  it.each(Object.keys(refusalTypes) as (keyof typeof refusalTypes)[])(
    'count %s, and as a cap’s where it is one',
    (code) => {
      const metrics = metricsOf(refused(code));
      const counted = figures(metrics);
      expect(metrics.dimensions.code).toBe(code);
      expect(counted['gatehouse.refusals']).toEqual([1, 'Count']);
      expect('gatehouse.cap.breaches' in counted).toBe(code === 'rate_exceeded' || code === 'quota_exceeded');
    },
  );

  it('have neither tokens nor money nor holds', () => {
    const names = Object.keys(figures(metricsOf(refused('model_not_entitled'))));
    expect(names.filter((name) => /token\.usage|cost|holds/.test(name))).toEqual([]);
  });
});

describe('the metrics of screening', () => {
  it('count what was blocked and what was masked, together and by type', () => {
    const counted = figures(
      metricsOf(
        screened(
          part('blocked', [
            { type: 'PROMPT_ATTACK', count: 1 },
            { type: 'EMAIL', action: 'mask', count: 3 },
          ]),
          part('masked', [{ type: 'PHONE', action: 'pseudonymize', count: 2 }]),
        ),
      ),
    );
    expect(counted['gatehouse.screening.blocked']).toEqual([1, 'Count']);
    expect(counted['gatehouse.screening.blocked.PROMPT_ATTACK']).toEqual([1, 'Count']);
    expect(counted['gatehouse.screening.masked']).toEqual([5, 'Count']);
    expect(counted['gatehouse.screening.masked.EMAIL']).toEqual([3, 'Count']);
    expect(counted['gatehouse.screening.masked.PHONE']).toEqual([2, 'Count']);
  });

  it('do not tell apart what the configuration has many of: topics, words, expressions', () => {
    const findings = ['TOPIC:mergers', 'TOPIC:layoffs', 'WORD:17', 'REGEX:policy-number'].map((type) => ({ type }));
    const names = Object.keys(figures(metricsOf(screened(part('blocked', findings)))));
    expect(names.filter((name) => name.startsWith('gatehouse.screening.blocked.'))).toEqual([
      'gatehouse.screening.blocked.TOPIC',
      'gatehouse.screening.blocked.WORD',
      'gatehouse.screening.blocked.REGEX',
    ]);
  });

  it('count parts whose screening failed, and not those that policy lets pass unread', () => {
    expect(
      figures(metricsOf(screened(part('not_run', [], true), part('not_run'))))['gatehouse.screening.not_run'],
    ).toEqual([1, 'Count']);
    expect(figures(metricsOf(screened(part('not_run'))))).not.toHaveProperty('gatehouse.screening.not_run');
  });

  it('leave out what is only flagged', () => {
    const names = Object.keys(figures(metricsOf(screened(part('passed', [{ action: 'flag' }])))));
    expect(names.filter((name) => name.startsWith('gatehouse.screening'))).toEqual([]);
  });
});

describe('a throttle of the model', () => {
  it.each([
    ['upstream_error', 'ThrottlingException', true],
    ['upstream_error', 'ModelErrorException', false],
    ['refused', 'ThrottlingException', false],
  ] as const)('with outcome %s and error %s is counted: %s', (outcome, error, counted) => {
    const metrics = figures(metricsOf({ completion: { outcome, 'error.type': error } }));
    expect('gatehouse.model.throttles' in metrics).toBe(counted);
  });
});

describe('what a line of metrics says of a caller', () => {
  it('is nothing by which a call, a person or a text could be told', () => {
    const marker = 'MARKER-7f3a';
    const intent = sampleIntent(marker, atMs, {
      caller: { principalArn: marker, session: marker, accountId: marker, application: null, sourceIp: marker },
      declared: { purpose: marker, user: marker },
      purpose: marker,
      traceId: marker,
      policy: { hash: marker, build: marker },
    });
    const request = { ...intent.request, 'gen_ai.request.model': marker, model: null, unknownFields: [marker] };
    const completion = sampleCompletion(marker, atMs, {
      outcome: 'refused',
      refusal: { code: 'body_invalid', detail: marker },
      'error.type': marker,
      screening: {
        verdict: 'blocked',
        input: [{ ...part('blocked'), pointer: marker, reason: marker }],
        output: [],
        engines: null,
      },
    });
    const line = embeddedMetricsLine(callMetrics({ intent: { ...intent, request }, completion, timings }));
    expect(line).not.toContain(marker);
    expect(JSON.parse(line)).toMatchObject({ application: '(none)', model: '(none)' });
  });
});

describe('a call without a completion', () => {
  it('is counted by application', () => {
    const metrics = unrecordedMetrics('claims-assistant', atMs);
    expect(figures(metrics)).toEqual({ 'gatehouse.evidence.unrecorded': [1, 'Count'] });
    expect(metrics.dimensions).toEqual({ application: 'claims-assistant' });
    expect(unrecordedMetrics(null, atMs).dimensions).toEqual({ application: '(none)' });
  });
});
