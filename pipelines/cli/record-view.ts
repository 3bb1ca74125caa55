import pc from 'picocolors';
import type { CompletionRecord, IntentRecord, JudgingEngines } from '../../hub/audit/record.ts';
import { dollars } from '../../hub/local/call-line.ts';
import type { PartVerdict } from '../../hub/screening/parts.ts';

type Row = readonly [label: string, value: string | number | null | undefined];

/** A call for people: who, what, under which rules, what was found, what it cost, and where the evidence lies. All of it is in `--json` too. */
export function renderRecord(intent: IntentRecord, completion: CompletionRecord | undefined): string {
  const sections = [
    `${pc.bold('Record')} ${pc.bold(intent.recordId)}  ${outcome(completion)}`,
    section('Who', who(intent)),
    section('What', what(intent)),
    section('Rules', rules(intent, completion)),
    completion === undefined ? '' : screening(completion),
    completion === undefined ? '' : section('Answer', answer(completion)),
    section('Cost', cost(intent, completion)),
    section('Evidence', evidence(intent, completion)),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

function outcome(completion: CompletionRecord | undefined): string {
  if (completion === undefined) return pc.red('no completion: in flight, or cut off by a crash');
  const colour = completion.outcome === 'answered' ? pc.green : completion.outcome === 'faulted' ? pc.red : pc.yellow;
  const refusal = completion.refusal === null ? '' : `: ${completion.refusal.code}`;
  return colour(`${completion.outcome}${refusal}`);
}

function who({ caller, declared, purpose }: IntentRecord): Row[] {
  return [
    ['application', caller.application ?? '(none)'],
    ['account', caller.accountId],
    ['principal', caller.principalArn],
    ['source', caller.sourceIp],
    ['purpose', `${purpose ?? '-'}${declared.purpose === null ? ' (default; none was declared)' : ' (declared)'}`],
    ['declared user', declared.user ?? '-'],
  ];
}

function what({ request, receivedAt, traceId }: IntentRecord): Row[] {
  const parameters = Object.entries(request.parameters).map(([name, value]): Row => [name, String(value)]);
  return [
    ['received', receivedAt],
    ['operation', request.operation],
    ['model', `${request['gen_ai.request.model'] ?? '-'}${request.model === null ? '' : ` (${request.model})`}`],
    ...parameters,
    ['body', `${request.bodyBytes} bytes, commitment ${request.bodyCommitment}`],
    ['unknown fields', request.unknownFields.join(', ') || null],
    ['trace', traceId],
  ];
}

function rules(intent: IntentRecord, completion: CompletionRecord | undefined): Row[] {
  const guardrail = completion?.guardrail;
  return [
    ['policy bundle', intent.policy.hash],
    ['decided by', intent.policy.build],
    [
      'guardrail',
      guardrail == null ? null : `${guardrail.identifier} version ${guardrail.version}: ${guardrail.action}`,
    ],
    ['refused because', completion?.refusal?.detail],
  ];
}

function screening({ screening: { verdict, input, output, engines } }: CompletionRecord): string {
  const lines = [...input.map((part) => partLine('in ', part)), ...output.map((part) => partLine('out', part))];
  return [`${pc.bold('Screening')} ${verdict}`, ...lines, ...(engines === null ? [] : engineLines(engines))].join('\n');
}

/** Who judged which type. What nobody judged stands out. */
function engineLines({ local, guardrail, nobody }: JudgingEngines): string[] {
  const line = (who: string, types: readonly string[]) => `  ${who.padEnd(28)} ${types.join(', ')}`;
  return [
    ...(local.length === 0 ? [] : [pc.dim(line('judged here', local))]),
    ...(guardrail.length === 0 ? [] : [pc.dim(line('judged by the guardrail', guardrail))]),
    ...(nobody.length === 0 ? [] : [pc.yellow(line('judged by nobody', nobody))]),
  ];
}

function partLine(direction: string, { pointer, kind, verdict, findings, reason }: PartVerdict): string {
  const found = findings.map(({ type, count, action }) => `${type} ×${count} ${action}`).join(', ');
  const colour = verdict === 'passed' ? pc.dim : pc.yellow;
  return `  ${pc.dim(direction)} ${colour(verdict.padEnd(8))} ${kind.padEnd(16)} ${pointer} ${found}${reason === undefined ? '' : ` (${reason})`}`;
}

function answer(completion: CompletionRecord): Row[] {
  const { response } = completion;
  return [
    ['completed', completion.completedAt],
    ['status', response?.status],
    ['error', completion['error.type']],
    ['model', response?.['gen_ai.response.model']],
    ['finish reasons', response?.['gen_ai.response.finish_reasons'].join(', ') || null],
    ['Bedrock request', response?.bedrockRequestId],
    ['schema', schemaLine(response?.schema)],
    ['confidence', confidenceLine(response?.confidence)],
    ['review', response?.review == null ? null : `opened: npx gatehouse reviews show ${completion.recordId}`],
    ['delivery', response?.delivery],
    ['body', response == null ? null : `${response.bodyBytes} bytes, commitment ${response.bodyCommitment ?? '-'}`],
  ];
}

type Answered = NonNullable<CompletionRecord['response']>;

function schemaLine(schema: Answered['schema'] | undefined): string | null {
  if (schema == null) return null;
  const { result, reason, errors, repairs } = schema;
  const rules = errors.map(({ path, rule, missing }) => `${path || 'document'} ${rule}${missing ? ` ${missing}` : ''}`);
  const details = [...(reason === null ? [] : [reason.replaceAll('_', ' ')]), ...rules].join(', ');
  const asked = repairs === 0 ? '' : ', after one repair round';
  return `${result.replace('_', ' ')}${details === '' ? '' : ` (${details})`}${asked}`;
}

function confidenceLine(confidence: Answered['confidence'] | undefined): string | null {
  if (confidence == null) return null;
  const reasons = confidence.reasons.map(({ reason, count }) => `${reason.replaceAll('_', ' ')} ×${count}`);
  return `${confidence.score.toFixed(3)}${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`}`;
}

function cost({ reservation }: IntentRecord, completion: CompletionRecord | undefined): Row[] {
  const usage = completion?.usage;
  const held =
    reservation === null
      ? 'nothing'
      : `${reservation.tokens} tokens, ${dollars(reservation.costNanos)} (prices of ${reservation.priceVersion})`;
  return [
    ['reserved', held],
    [
      'tokens',
      usage == null
        ? null
        : `${usage['gen_ai.usage.input_tokens']} in, ${usage['gen_ai.usage.output_tokens']} out, ${usage['gen_ai.usage.cache_read.input_tokens']} read from cache, ${usage['gen_ai.usage.cache_creation.input_tokens']} written to cache (${usage.source})`,
    ],
    ['charged', usage == null ? 'nothing' : dollars(usage.costNanos)],
  ];
}

function evidence(intent: IntentRecord, completion: CompletionRecord | undefined): Row[] {
  const content = completion?.content;
  const link = ({ id, sequence, previousHash }: IntentRecord['writer']) =>
    `${id} no. ${sequence}, after ${previousHash.slice(0, 16)}…`;
  return [
    ['intent', link(intent.writer)],
    ['completion', completion === undefined ? null : link(completion.writer)],
    ['intent hash', completion?.intentHash],
    ['content', content?.key],
    ['version', content?.versionId],
    ['SHA-256', content?.sha256],
    ['retained until', content?.retainUntil],
    ['data key', content?.dataKeyId],
  ];
}

function section(title: string, rows: readonly Row[]): string {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return [pc.bold(title), ...shown.map(([label, value]) => `  ${pc.dim(label.padEnd(28))} ${value}`)].join('\n');
}
