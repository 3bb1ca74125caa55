import { lookalikes, readsLikeInference } from './bypass/lookalikes.ts';
import { mixedServices } from './bypass/mixed-services.ts';
import { actionClasses, type InferenceNamespace } from './bypass/namespace.ts';
import { inferenceNamespaces } from './bypass/namespaces.ts';
import { type Waiver, waivers } from './bypass/waivers.ts';

/** What AWS has today: names of actions by service. */
export type ActionNames = ReadonlyMap<string, readonly string[]>;

export interface BypassReport {
  /** Actions of inference namespaces, by what they can do. */
  readonly classified: Readonly<Record<(typeof actionClasses)[number], number>>;
  /** Inference-capable actions, those of services with other uses included. */
  readonly inference: number;
  readonly denied: readonly { readonly action: string; readonly by: string }[];
  readonly waived: readonly Waiver[];
  /** Neither denied nor waived: a side door. */
  readonly open: readonly string[];
  /** Actions that AWS has and nobody has decided. */
  readonly undecided: readonly string[];
  /** Decided, and no longer there. */
  readonly gone: readonly string[];
  /** Waived, although denied or not inference-capable: the waiver says something that is not so. */
  readonly idleWaivers: readonly string[];
}

/** Whether nothing is left to decide. */
export function isClosed({ open, undecided, gone, idleWaivers }: BypassReport): boolean {
  return [open, undecided, gone, idleWaivers].every((list) => list.length === 0);
}

/** Every inference-capable action of AWS, with its service. */
export function inferenceActions(): readonly string[] {
  return [...inferenceNamespaces, ...mixedServices].flatMap(({ service, inference }) =>
    withService(service, inference),
  );
}

/**
 * Whether a spoke has another road to a model.
 *
 * @param denialOf Names the policy statement that denies the action to every principal of a spoke; undefined where some principal is let through.
 */
export function bypassReport(known: ActionNames, denialOf: (action: string) => string | undefined): BypassReport {
  const inference = inferenceActions();
  const there = inference.filter((action) => isKnown(action, known));
  const decisions = there.map((action) => ({ action, by: denialOf(action) }));
  const waived = new Set(waivers.map(({ action }) => action));
  const notDenied = decisions.filter(({ by }) => by === undefined).map(({ action }) => action);
  return {
    classified: countClasses(inferenceNamespaces),
    inference: there.length,
    denied: decisions.flatMap(({ action, by }) => (by === undefined ? [] : [{ action, by }])),
    waived: waivers.filter(({ action }) => notDenied.includes(action)),
    open: notDenied.filter((action) => !waived.has(action)),
    undecided: undecided(known),
    gone: decided().filter((action) => !isKnown(action, known)),
    idleWaivers: [...waived].filter((action) => !notDenied.includes(action)),
  };
}

function countClasses(namespaces: readonly InferenceNamespace[]): BypassReport['classified'] {
  const count = (kind: (typeof actionClasses)[number]) =>
    namespaces.reduce((sum, namespace) => sum + namespace[kind].length, 0);
  return {
    inference: count('inference'),
    dataAccess: count('dataAccess'),
    control: count('control'),
    read: count('read'),
  };
}

function decided(): readonly string[] {
  return [
    ...inferenceNamespaces.flatMap((space) => actionClasses.flatMap((kind) => withService(space.service, space[kind]))),
    ...mixedServices.flatMap(({ service, inference }) => withService(service, inference)),
    ...lookalikes.flatMap(({ service, actions }) => withService(service, actions)),
  ];
}

function undecided(known: ActionNames): readonly string[] {
  const done = new Set(decided());
  const whole = new Set(inferenceNamespaces.map(({ service }) => service));
  return [...known].flatMap(([service, actions]) => {
    const asked = whole.has(service) ? actions : actions.filter(readsLikeInference);
    return withService(service, asked).filter((action) => !done.has(action));
  });
}

function isKnown(action: string, known: ActionNames): boolean {
  const [service = '', name = ''] = action.split(':');
  return known.get(service)?.includes(name) === true;
}

function withService(service: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${service}:${name}`);
}
