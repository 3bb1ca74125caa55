import { unexpectedAnswer } from './aws-faults.ts';

/** One page of a list, and the token of the next. */
export interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly next: string | undefined;
}

/** Times that a token may come: an empty page may ask for the same place again, but a list that goes in circles has no end. */
const mostTimes = 20;

/**
 * All of a list. A page may be empty and yet have a next one: only the lack of a token ends the list.
 * Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 * @throws GatehouseFault `aws_unavailable` where the list goes in circles.
 */
export async function allPages<T>(page: (token: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  const times = new Map<string, number>();
  for (let token: string | undefined; ; ) {
    const { items = [], next } = await page(token);
    for (const item of items) all.push(item);
    if (next === undefined || next === '') return all;
    const seen = (times.get(next) ?? 0) + 1;
    if (seen > mostTimes) throw unexpectedAnswer('a list that goes in circles');
    times.set(next, seen);
    token = next;
  }
}
