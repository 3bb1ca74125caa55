/**
 * Has parts judged by a guardrail: for what no guardrail beside the model reads. Pure composition over the port. The parts' texts are put into as few requests as
 * fit, all of which run side by side; where a request finds something, its windows are asked about one by one, so that each part gets its own verdict and its
 * own masks. Usually nothing is found, and one round trip is all.
 */
import type { Guardrails } from '../gateway/ports.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
import { batchWindows, type JudgedWindow } from './guardrail-batches.ts';
import type { GuardrailUse } from './guardrail-findings.ts';
import { JudgedPart } from './judged-part.ts';
import { PartFindings } from './part-findings.ts';

/** One verdict for each part, in order; masks are written into the parts. A guardrail that cannot be reached leaves `not_run` verdicts that are `failed`. */
export async function judgeByGuardrail(
  parts: readonly Part[],
  use: GuardrailUse,
  port: Guardrails,
): Promise<readonly PartVerdict[]> {
  const judged = parts.map((part) => {
    const texts = new JudgedPart(part);
    return { texts, findings: new PartFindings(texts, use) };
  });
  const findingsOf = (window: JudgedWindow) => judged[window.of]?.findings;
  const batches = batchWindows(judged.map(({ texts }) => (texts.isEmpty ? '' : texts.text)));
  await Promise.all(batches.map((batch) => judgeBatch(batch, use, port, findingsOf)));
  return judged.map(({ findings }) => findings.conclude());
}

type FindingsOf = (window: JudgedWindow) => PartFindings | undefined;

async function judgeBatch(
  batch: readonly JudgedWindow[],
  use: GuardrailUse,
  port: Guardrails,
  findingsOf: FindingsOf,
): Promise<void> {
  const { identifier, version } = use.guardrail;
  const windows = batch.filter(({ text }) => text.trim() !== '');
  if (windows.length === 0) return;
  try {
    const texts = windows.map(({ text }) => ({ text }));
    const judgement = await port.apply({ identifier, version, source: use.source, texts });
    if (!judgement.intervened && judgement.findings.length === 0) return;
    const [only, ...more] = windows;
    if (only !== undefined && more.length === 0) findingsOf(only)?.add(only, judgement);
    else await judgeApart(windows, use, port, findingsOf);
    // What is found in the texts together and in none of them alone still stands in all of them.
    const found = windows.some((window) => findingsOf(window)?.isClean === false);
    if (judgement.intervened && !found) for (const window of windows) findingsOf(window)?.blockTogether(judgement);
  } catch {
    // The cause may quote content; what a record and a caller need to know is that no judgement was had.
    for (const window of windows) findingsOf(window)?.fail();
  }
}

async function judgeApart(
  windows: readonly JudgedWindow[],
  use: GuardrailUse,
  port: Guardrails,
  findingsOf: FindingsOf,
): Promise<void> {
  await Promise.all(windows.map((window) => judgeBatch([window], use, port, findingsOf)));
}
