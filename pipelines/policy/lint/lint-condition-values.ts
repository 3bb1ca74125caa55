import { isIP } from 'node:net';
import { parseOperator } from '../../../shared/iam/condition-operators.ts';
import type { Condition } from '../../../shared/iam/policy-document.ts';
import { isPlaceholder, type LintFinding } from './finding.ts';
import { shown } from './lint-actions.ts';

interface ValueRule {
  /** Names of operators, without set and `IfExists`. */
  readonly operators: RegExp;
  readonly fits: (value: string) => boolean;
  readonly message: string;
  readonly remedy: string;
}

const rules: readonly ValueRule[] = [
  {
    operators: /^Numeric/i,
    fits: (value) => /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value),
    message: 'is no number, and equals, exceeds and undercuts none',
    remedy: 'Write a number, or use an operator for text.',
  },
  {
    operators: /^Date/i,
    fits: (value) =>
      /^\d+$/.test(value) ||
      (/^\d{4}(?:-\d{2}){0,2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(value) && !Number.isNaN(Date.parse(value))),
    message: 'is no date',
    remedy: 'Write it as 2026-11-20T00:00:00Z, or as seconds since 1970.',
  },
  {
    operators: /^(?:Bool|Null)$/i,
    fits: (value) => /^(?:true|false)$/i.test(value),
    message: 'is neither true nor false',
    remedy: 'Write true or false.',
  },
  {
    operators: /IpAddress$/i,
    fits: isNetwork,
    message: 'is neither an address nor a network',
    remedy: 'Write CIDR, such as 203.0.113.0/24 or 2001:db8::/32.',
  },
  {
    operators: /^Arn/i,
    // One with a wildcard may leave out parts.
    fits: (value) => value.includes('*') || /^arn(?::[^:]*){5}/.test(value),
    message: 'has not the six parts of an ARN',
    remedy: 'Write all six, with * for those that do not matter: arn:*:s3:::bucket.',
  },
  {
    operators: /^String(?:Not)?Equals(?:IgnoreCase)?$/i,
    fits: (value) => !/[*?]/.test(value),
    message: 'holds a wildcard, which this operator takes literally',
    remedy: 'Use StringLike or StringNotLike.',
  },
];

/** Values with which an operator cannot do what it says; one finding for each kind. */
export function lintValues({ operator, values }: Condition, path: string): readonly LintFinding[] {
  if (parseOperator(operator) === undefined) return [];
  const name = operator.replace(/^[^:]*:/, '').replace(/IfExists$/i, '');
  return rules
    .filter(({ operators }) => operators.test(name))
    .flatMap(({ fits, message, remedy }) => {
      const wrong = values.find((value) => !isPlaceholder(value) && !fits(value));
      if (wrong === undefined) return [];
      return [{ rule: 'value-cannot-match' as const, path, message: `${shown(wrong)} ${message}.`, remedy }];
    });
}

function isNetwork(value: string): boolean {
  const [, address = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(value) ?? [];
  const family = isIP(address);
  return family !== 0 && (length === undefined || Number(length) <= (family === 4 ? 32 : 128));
}
