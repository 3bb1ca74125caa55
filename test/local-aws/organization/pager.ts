import { ServiceError } from './service-error.ts';

export interface PageRequest {
  /** The list that the token belongs to: a token of another list is refused. */
  readonly list: string;
  readonly token: string | undefined;
  readonly size: number | undefined;
  /** Most that a page has, whatever is asked for. */
  readonly most: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** Cuts lists into pages. */
export interface Pager {
  page<Item>(items: readonly Item[], keyOf: (item: Item) => string, request: PageRequest): Page<Item>;
}

/** @param emptyNow whether the page that is about to be given has to be an empty one. */
export function createPager(emptyNow: () => boolean): Pager {
  return {
    page(items, keyOf, request) {
      const after = request.token === undefined ? '' : afterOf(request.token, request.list);
      if (emptyNow()) return { items: [], next: tokenOf(request.list, after) };
      const size = Math.min(Math.max(1, request.size ?? request.most), request.most);
      const rest = items
        .map((item) => ({ item, rank: rankOf(keyOf(item)) }))
        .filter(({ rank }) => rank > after)
        .sort((left, right) => (left.rank < right.rank ? -1 : 1));
      const given = rest.slice(0, size);
      const last = given.at(-1);
      const next = rest.length > size && last !== undefined ? tokenOf(request.list, last.rank) : undefined;
      return { items: given.map(({ item }) => item), next };
    },
  };
}

const ranks = new Map<string, string>();

/** AWS promises no order: keys read from their ends are in one that nobody can mistake for that of ids. */
function rankOf(key: string): string {
  const known = ranks.get(key);
  if (known !== undefined) return known;
  const rank = [...key].reverse().join('');
  ranks.set(key, rank);
  return rank;
}

function tokenOf(list: string, after: string): string {
  return Buffer.from(JSON.stringify([list, after])).toString('base64url');
}

function afterOf(token: string, list: string): string {
  try {
    const [ofList, after] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown];
    if (ofList === list && typeof after === 'string') return after;
  } catch {
    // Not a token of ours: refused below like one of another list.
  }
  throw new ServiceError('InvalidPaginationToken', 'The pagination token is not one of this list.');
}
