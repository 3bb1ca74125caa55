/**
 * One log for each month, so that a month that is over can be frozen, archived and verified by itself. A record belongs to the month of the pack that it is in
 * (`yyyy/mm/dd/…`): the pack is where its order comes from.
 */
export function shardOf(pack: string): string {
  return pack.slice(0, 7).replace('/', '-');
}

/** Name of the key, and beginning of every origin, of one hub's logs. */
export function logName(organizationId: string, hubAccountId: string): string {
  return `gatehouse/${organizationId}/${hubAccountId}`;
}

export function originOf(name: string, shard: string): string {
  return `${name}/${shard}`;
}
