import { attackAcross, wordsAcross } from './across-texts.ts';
import type { Finding, Part, PartKind, PartVerdict } from './parts.ts';
import { detectorFailed, failedVerdict } from './screening-failure.ts';
import type { ScreeningPlan } from './text-screening.ts';

/** What somebody says, block by block. What tools, documents and searches bring are texts of their own. */
const spoken: ReadonlySet<PartKind> = new Set(['text', 'guard-content']);

/** Blocks that one speaker says in a row: their texts, and the place of the first block among the parts. */
interface Turn {
  readonly first: number;
  readonly texts: readonly string[];
}

/**
 * A model reads the blocks and messages of one speaker as one text, so an attack or a denied word may be cut over them, of which no block shows anything. Judges the blocks
 * of a turn together, once every part has its verdict; a finding stands on the first of them. Where a block shows an attack by itself, or the prompt is stopped, that is enough.
 */
export function screenTogether(
  plan: ScreeningPlan,
  parts: readonly Part[],
  verdicts: readonly PartVerdict[],
): readonly PartVerdict[] {
  if (verdicts.some(({ verdict, failed }) => verdict === 'blocked' || failed === true)) return verdicts;
  const judged = [...verdicts];
  for (const turn of turnsOf(parts)) {
    const verdict = judged[turn.first];
    if (verdict !== undefined) judged[turn.first] = judgeTurn(plan, turn, verdict, isAttack(verdicts));
  }
  return judged;
}

function isAttack(verdicts: readonly PartVerdict[]): boolean {
  return verdicts.some(({ findings }) => findings.some(({ type }) => type === 'PROMPT_ATTACK'));
}

function judgeTurn(plan: ScreeningPlan, { texts }: Turn, verdict: PartVerdict, attacked: boolean): PartVerdict {
  try {
    const attack = attacked ? undefined : attackAcross(plan, texts);
    const found: Finding[] = [...(attack === undefined ? [] : [attack]), ...wordsAcross(plan.rules, texts)];
    if (found.length === 0) return verdict;
    const blocks = found.some(({ action }) => action === 'block');
    return { ...verdict, verdict: blocks ? 'blocked' : verdict.verdict, findings: [...verdict.findings, ...found] };
  } catch {
    // What was thrown may quote content.
    return failedVerdict(verdict, detectorFailed, verdict.findings);
  }
}

/** The turns of more than one text. */
function turnsOf(parts: readonly Part[]): Turn[] {
  const turns: { first: number; role: Part['role']; texts: string[] }[] = [];
  for (const [place, { kind, role, texts }] of parts.entries()) {
    if (!spoken.has(kind)) continue;
    const said = texts.map(({ text }) => text).filter((text) => text !== '');
    const turn = turns.at(-1);
    if (turn?.role === role) turn.texts.push(...said);
    else turns.push({ first: place, role, texts: said });
  }
  return turns.filter(({ texts }) => texts.length > 1);
}
