import type { Change, ChangeBody } from '../change.ts';
import type { Progress } from '../organization-desk.ts';
import type { DeskParts } from './desk-parts.ts';
import type { KnownNames } from './known-names.ts';

/** What making a change needs. */
export interface CarryOutTools extends DeskParts {
  readonly names: KnownNames;
  readonly progress: Progress;
}

/** A change of one kind. */
export type ChangeOf<Kind extends ChangeBody['kind']> = Extract<Change, { readonly kind: Kind }>;
