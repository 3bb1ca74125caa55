/** Names of the reviews table, shared by the adapter that uses it and the construct that creates it. One item for each review, with its decisions inside. */
export const reviewsSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  itemSortKey: 'REVIEW',
  /** Canonical JSON of the item; written once. */
  item: 'item',
  /** List of canonical JSON; only ever appended to. */
  decisions: 'decisions',
  /** Lists the items of one state in the order of its last change. */
  byState: { indexName: 'by-state', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
  /** The same for one application. */
  byApplication: { indexName: 'by-application', partitionKey: 'gsi2pk', sortKey: 'gsi1sk' },
} as const;

export function reviewPartition(recordId: string): string {
  return `REC#${recordId}`;
}

/** No name of an application has a `#`. */
export function statePartition(state: string, application?: string): string {
  return application === undefined ? `STATE#${state}` : `APP#${application}#${state}`;
}

/** Sorts by time, then by id. */
export function changeSortKey(atMs: number, recordId: string): string {
  return `${new Date(atMs).toISOString()}#${recordId}`;
}
