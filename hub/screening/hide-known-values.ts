import { cannotMaskReason } from './documents/document-verdict.ts';
import { KnownValues } from './known-values.ts';
import type { Finding, Part, PartText, PartVerdict } from './parts.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { failedVerdict, tooManyAlike } from './screening-failure.ts';

/**
 * After all parts of a request are screened: puts tokens for pseudonymized values also where no detector knew them for what they are. Answers the verdicts, in
 * order, with what was found; a text in which nothing can be written blocks its part. Nothing is read where nothing was pseudonymized.
 */
export function hideKnownValues(
  parts: readonly Part[],
  verdicts: readonly PartVerdict[],
  pseudonyms: Pseudonyms,
): readonly PartVerdict[] {
  if (pseudonyms.size === 0) return verdicts;
  const known = new KnownValues(pseudonyms.entries());
  if (known.none) return verdicts;
  return verdicts.map((verdict, at) => hideInPart(verdict, parts[at]?.texts ?? [], known));
}

interface Hidden {
  readonly type: string;
  readonly action: 'pseudonymize' | 'block';
}

function hideInPart(verdict: PartVerdict, texts: readonly PartText[], known: KnownValues): PartVerdict {
  try {
    return withFindings(
      verdict,
      texts.flatMap((text) => hide(text, known)),
    );
  } catch {
    // Only a text that is made to be slow comes here. The rest of it was not searched.
    return failedVerdict(verdict, tooManyAlike, verdict.findings);
  }
}

function hide(place: PartText, known: KnownValues): Hidden[] {
  const { text, tokens } = known.hideIn(place.text);
  if (tokens.length === 0) return [];
  const action = place.fixed === true ? 'block' : 'pseudonymize';
  if (action === 'pseudonymize') place.replace(text);
  return tokens.map((token) => ({ type: token.slice(1, token.lastIndexOf('_')), action }));
}

function withFindings(verdict: PartVerdict, hidden: readonly Hidden[]): PartVerdict {
  if (hidden.length === 0) return verdict;
  const findings = new Map<string, Finding>();
  for (const { type, action } of hidden) {
    const key = `${action} ${type}`;
    const count = (findings.get(key)?.count ?? 0) + 1;
    findings.set(key, { type, detector: 'known-values', action, count });
  }
  return { ...stricter(verdict, hidden), findings: [...verdict.findings, ...findings.values()] };
}

function stricter(verdict: PartVerdict, hidden: readonly Hidden[]): PartVerdict {
  if (hidden.some(({ action }) => action === 'block')) {
    return { ...verdict, verdict: 'blocked', reason: cannotMaskReason };
  }
  return verdict.verdict === 'passed' ? { ...verdict, verdict: 'masked' } : verdict;
}
