/** Which findings of the rule packs are accepted, where, and why: gathered from the constructs themselves, so that the page of them cannot say anything else. */
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export interface RuleException {
  readonly pack: string;
  readonly rule: string;
  /** Paths of constructs below which the finding is accepted; of many alike, one stands for all (`*`). */
  readonly constructs: readonly string[];
  readonly reason: string;
}

/** All exceptions below a construct, by reason, sorted. */
export function ruleExceptions(root: IConstruct): readonly RuleException[] {
  const found = new Map<string, { pack: string; rule: string; reason: string; constructs: Set<string> }>();
  for (const { node } of root.node.findAll()) {
    for (const { type, data } of node.metadata) {
      if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) continue;
      for (const [id, reason] of Object.entries(data as Readonly<Record<string, string>>)) {
        const [pack = '', ...rule] = id.split('::');
        const exception = found.get(`${reason}\n${id}`) ?? {
          pack,
          rule: rule.join('::'),
          reason,
          constructs: new Set(),
        };
        exception.constructs.add(generalPath(node.path));
        found.set(`${reason}\n${id}`, exception);
      }
    }
  }
  return [...found.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, exception]) => ({ ...exception, constructs: [...exception.constructs].toSorted() }));
}

/** Shards of a stack are alike, and so are the applications in them. */
function generalPath(path: string): string {
  return path.replace(/^(GatehouseAccess)[^/]+(?:\/[^/]+)?/, '$1*/*');
}

/** The page of them, in Markdown. */
export function exceptionsPage(exceptions: readonly RuleException[]): string {
  const byReason = Map.groupBy(exceptions, ({ reason }) => reason);
  const rows = [...byReason].map(([reason, same]) => {
    const rules = same.map(({ rule }) => `\`${rule}\``).join(', ');
    const constructs = [...new Set(same.flatMap((exception) => exception.constructs))].map((path) => `\`${path}\``);
    return [constructs.join(', '), rules, escaped(reason)];
  });
  return [
    '# Accepted findings of the rule packs',
    '',
    'Every synth runs cdk-nag (AwsSolutions, NIST 800-53 R5, HIPAA, PCI DSS 3.2.1, Serverless) and the Control Tower rules of cdk-validator-cfnguard, and fails on a finding that is not in this table.',
    'Each exception stands in code beside its construct (`explainFindings`); this page is written from there by `npm run gatehouse -- policy exceptions --write`, and a test compares the two.',
    '',
    ...markdownTable(['where', 'rules', 'why it is right as it is'], rows.toSorted(byFirst)),
    '',
  ].join('\n');
}

function byFirst([one = '']: readonly string[], [other = '']: readonly string[]): number {
  return one < other ? -1 : 1;
}

/** Columns aligned, as the formatter of the project writes tables. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((cell, at) => Math.max(3, cell.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
