import { optionalNumber, optionalText } from '../fields.ts';
import type { Answer, Asked } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { invalidInput } from './refusals.ts';

/** A list of Organizations, at most 20 at a time. @param list what is listed of what: a token is good for that alone. */
export function organizationsPage<Item>(
  { input, pager }: Asked,
  list: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  answer: (items: readonly Item[]) => Answer,
): Answer {
  const size = optionalNumber(input, 'MaxResults');
  if (size !== undefined && (size < 1 || size > 20))
    throw invalidInput(size < 1 ? 'MIN_VALUE_EXCEEDED' : 'MAX_VALUE_EXCEEDED', 'MaxResults is from 1 to 20.');
  try {
    const page = pager.page(items, keyOf, { list, token: optionalText(input, 'NextToken'), size, most: 20 });
    return { ...answer(page.items), NextToken: page.next };
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'InvalidPaginationToken')
      throw invalidInput('INVALID_PAGINATION_TOKEN', error.message);
    throw error;
  }
}
