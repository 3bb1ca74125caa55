import type { Change, ChangeBody, Plan } from '../../../../pipelines/bootstrap/change.ts';

type Placed = { readonly wave?: number; readonly accounts?: readonly string[] };

/** A change whose id says what it does. */
export function change(body: ChangeBody, { wave = 1, accounts = [] }: Placed = {}): Change {
  const about = Object.values(body).filter((value) => typeof value === 'string');
  return { ...body, id: about.join(' '), wave, why: 'a test wants it', accounts };
}

export const create = (name: string, placed?: Placed) =>
  change({ kind: 'create-policy', type: 'SCP', name, text: '{}' }, placed);
export const update = (name: string, placed?: Placed) =>
  change({ kind: 'update-policy', type: 'SCP', name, text: '{}', before: '[]' }, placed);
export const attach = (name: string, target: string, placed?: Placed) =>
  change({ kind: 'attach-policy', type: 'SCP', name, target }, placed);
export const detach = (name: string, target: string, placed?: Placed) =>
  change({ kind: 'detach-policy', type: 'SCP', name, target }, placed);
export const remove = (name: string, placed?: Placed) =>
  change({ kind: 'delete-policy', type: 'SCP', name, before: '{}' }, placed);
export const deploy = (name: string, targets: readonly string[], placed?: Placed) =>
  change({ kind: 'deploy-stack-set', name, region: 'us-east-1', targets }, placed);

export function planOf(changes: readonly Change[]): Plan {
  return { version: 1, governance: 'a'.repeat(64), organizationId: 'o-exampleorg1', changes, remarks: [] };
}
