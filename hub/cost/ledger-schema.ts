/**
 * Names of the ledger table, shared by the adapter that uses it and the construct that creates it. One item for each application holds its
 * windows and its holds, so that one conditional update checks and changes everything; a second, tiny item lists the application.
 */
export const ledgerSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** The map of holds by id in a quota item. */
  holds: 'holds',
  quotaSortKey: 'QUOTA',
  /** The partition that lists every application that ever had a quota item; the sort key is the name. */
  applicationsPartition: 'APPLICATIONS',
} as const;

export function quotaPartition(application: string): string {
  return `APP#${application}`;
}
