import type { PartVerdict } from '../screening/parts.ts';

/** From the mildest to the strictest, for one part. What was not judged is worse than what was masked: the mask says nothing of what nobody looked for. */
const order = ['passed', 'masked', 'not_run', 'blocked'] as const;

/** Two engines' verdicts on one part as one: the stricter one, and what both found. */
export function mergeVerdicts(local: PartVerdict, judged: PartVerdict): PartVerdict {
  const stricter = rank(judged) > rank(local) ? judged : local;
  const findings = [...local.findings, ...judged.findings];
  const reason = stricter.reason ?? local.reason;
  return { ...stricter, ...(reason !== undefined && { reason }), pointer: local.pointer, kind: local.kind, findings };
}

/** A failure is worse than a medium that the policy lets pass. */
function rank({ verdict, failed }: PartVerdict): number {
  return order.indexOf(verdict) + (failed === true ? 0.5 : 0);
}
