import { nearest } from '../../../shared/config/suggest.ts';
import type { Statement } from '../../../shared/iam/policy-document.ts';
import { actionNames, actionsMatching, serviceExists, serviceNames } from './catalogue.ts';
import { isPlaceholder, type LintFinding } from './finding.ts';

/** Actions that AWS does not have, with what was probably meant. */
export async function lintActions({ action }: Statement, path: string): Promise<readonly LintFinding[]> {
  const at = `${path}.${action.not ? 'NotAction' : 'Action'}`;
  const findings = await Promise.all(action.patterns.map((pattern) => lintAction(pattern, at)));
  return findings.filter((finding) => finding !== undefined);
}

async function lintAction(pattern: string, path: string): Promise<LintFinding | undefined> {
  if (/^\*+$/.test(pattern) || isPlaceholder(pattern)) return undefined;
  const [service = '', name = '', ...rest] = pattern.split(':');
  if (name === '' || rest.length > 0) return badForm(pattern, path);
  const prefix = service.toLowerCase();
  if (!(await serviceExists(prefix))) return unknownService(service, path);
  if ((await actionsMatching(prefix, name)).length > 0) return undefined;
  const near = nearest(name.replaceAll('*', ''), await actionNames(prefix));
  return {
    rule: 'unknown-action',
    path,
    message: `${shown(pattern)} is no action of AWS: the statement does nothing about it.`,
    remedy:
      near === undefined
        ? `The service authorization reference lists the actions of ${prefix}.`
        : `Did you mean ${prefix}:${near}?`,
  };
}

async function unknownService(service: string, path: string): Promise<LintFinding> {
  const near = nearest(service, await serviceNames());
  return {
    rule: 'unknown-service',
    path,
    message: `${shown(service)} is no service prefix of AWS.`,
    remedy: near === undefined ? 'The service authorization reference lists them.' : `Did you mean ${near}?`,
  };
}

function badForm(pattern: string, path: string): LintFinding {
  return {
    rule: 'unknown-action',
    path,
    message: `${shown(pattern)} has not the form of an action.`,
    remedy: 'Write service and action with one colon between them, such as s3:GetObject, or *.',
  };
}

/** Names from files end after a while. */
export function shown(text: string): string {
  return text.length <= 128 ? text : `${text.slice(0, 128)}…`;
}
