import type { Behaviour } from './behaviour.ts';
import type { Fields } from './fields.ts';
import type { Pager } from './pager.ts';
import type { World } from './world.ts';

/** What a service answers, before it is written as JSON or XML; members that are undefined are left out. */
export type Answer = { readonly [name: string]: AnswerValue };
export type AnswerValue = string | number | boolean | undefined | readonly AnswerValue[] | Answer;

export interface Asked {
  readonly input: Fields;
  /** As this request sees it: reads may see an older one. A write changes it, after everything was checked. */
  readonly world: World;
  readonly behaviour: Behaviour;
  readonly pager: Pager;
  /** The Region that the request is signed for. */
  readonly region: string;
  readonly now: Date;
}

export type Operation = (asked: Asked) => Answer;

/** Operations by name. Throw ServiceError. */
export interface Service {
  readonly reads: Readonly<Record<string, Operation>>;
  readonly writes: Readonly<Record<string, Operation>>;
}
