import pc from 'picocolors';
import type { CompletionRecord, IntentRecord, Outcome } from '../audit/record.ts';

const colours: Record<Outcome, (text: string) => string> = {
  answered: pc.green,
  blocked: pc.yellow,
  refused: pc.yellow,
  upstream_error: pc.red,
  faulted: pc.red,
};

/** One line for each finished call: when, who, what, how it ended, what it cost, and the id to look it up by. Never content. */
export function callLine(intent: IntentRecord, completion: CompletionRecord): string {
  const { outcome, usage } = completion;
  const why = reasonOf(completion);
  const spent = usage === null ? '' : `${tokens(usage)} tokens ${dollars(usage.costNanos)}`;
  const elapsed = `${Date.parse(completion.completedAt) - Date.parse(intent.receivedAt)} ms`;
  return [
    pc.dim(intent.receivedAt.slice(11, 23)),
    (intent.caller.application ?? '(no application)').padEnd(18),
    (intent.request.operation ?? '-').padEnd(14),
    (intent.request.model ?? intent.request['gen_ai.request.model'] ?? '-').padEnd(14),
    colours[outcome](`${outcome}${why === '' ? '' : ` (${why})`}`.padEnd(30)),
    elapsed.padStart(8),
    spent.padStart(24),
    pc.dim(intent.recordId),
  ].join('  ');
}

/** The refusal, the error, what was found that blocks, or the verdict of screening. */
function reasonOf({ outcome, refusal, screening, ...completion }: CompletionRecord): string {
  if (refusal !== null) return refusal.code;
  if (outcome === 'answered') return screening.verdict;
  const findings = [...screening.input, ...screening.output].flatMap((part) => part.findings);
  const blocking = findings.find((finding) => finding.action === 'block')?.type;
  return blocking ?? completion['error.type'] ?? (outcome === 'blocked' ? 'Bedrock guardrail' : '');
}

function tokens(usage: NonNullable<CompletionRecord['usage']>): string {
  return `${usage['gen_ai.usage.input_tokens']}→${usage['gen_ai.usage.output_tokens']}`;
}

/** Nanodollars as people read money: six digits show a single small call. */
export function dollars(nanos: number): string {
  return `$${(nanos / 1e9).toFixed(6)}`;
}
