import type { Finding } from '../problem.ts';

/** One thing that must hold across the file. Reads plain data that may be wrong anywhere (`draft.ts`), and yields what breaks it. */
export type Rule = (file: unknown) => Iterable<Finding>;
