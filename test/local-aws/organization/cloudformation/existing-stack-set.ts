import { optionalNumber, optionalText, requiredText } from '../fields.ts';
import type { Answer, Asked } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { stackSetKey, type WorldStackSet } from '../world.ts';
import { missing, notFound, validationError } from './refusals.ts';

/** The StackSet that `StackSetName` names, by name or id, in the Region that is asked. Those that were deleted are found in lists alone. */
export function existingStackSet(asked: Asked): WorldStackSet {
  const { world, input, region } = asked;
  refuseDelegated(asked);
  const name = requiredText(input, 'StackSetName', missing).split(':')[0] ?? '';
  const stackSet = world.stackSets[stackSetKey(region, name)];
  if (stackSet?.status !== 'ACTIVE') throw notFound('StackSetNotFoundException', `StackSet ${name} not found`);
  return stackSet;
}

/** The caller is of the management account, and no delegated administrator. */
export function refuseDelegated({ input }: Asked): void {
  if (input.CallAs === 'DELEGATED_ADMIN') throw validationError('Account used is not a delegated administrator');
}

/** A list of CloudFormation, at most 100 at a time. */
export function stackSetPage<Item>(
  { input, pager }: Asked,
  list: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  answer: (item: Item) => Answer,
): Answer {
  const size = optionalNumber(input, 'MaxResults');
  if (size !== undefined && (size < 1 || size > 100)) throw validationError('MaxResults is from 1 to 100.');
  try {
    const page = pager.page(items, keyOf, { list, token: optionalText(input, 'NextToken'), size, most: 100 });
    return { Summaries: page.items.map(answer), NextToken: page.next };
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'InvalidPaginationToken')
      throw validationError('NextToken is invalid');
    throw error;
  }
}
