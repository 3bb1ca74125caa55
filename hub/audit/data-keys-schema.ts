/** Names of the table of wrapped data keys, shared by the adapter that uses it and the construct that creates it. One item for each subject; deleting it erases the subject's content. */
export const dataKeysSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  itemSortKey: 'WRAPPED',
  /** The data key as KMS wrapped it. */
  wrapped: 'wrapped',
  /** Application of the subject: part of what the key is bound to. Its user appears nowhere. */
  application: 'application',
} as const;

export function dataKeyPartition(dataKeyId: string): string {
  return `KEY#${dataKeyId}`;
}
