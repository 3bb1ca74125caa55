/**
 * Availability Zones without asking AWS. In the oldest Regions the letter of a zone means another place in each account, and some accounts do not have all letters: there, the zone ids
 * are fixed, and ids are listed that new customers get and that offer interface endpoints. In all other Regions the letters are the same for everyone.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 */
const zoneIds: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['use1-az1', 'use1-az2'],
  'us-west-1': ['usw1-az1', 'usw1-az3'],
  'us-west-2': ['usw2-az1', 'usw2-az2'],
  'ap-northeast-1': ['apne1-az1', 'apne1-az4'],
  'ap-southeast-1': ['apse1-az1', 'apse1-az2'],
  'ap-southeast-2': ['apse2-az1', 'apse2-az2'],
  'eu-west-1': ['euw1-az1', 'euw1-az2'],
  'sa-east-1': ['sae1-az1', 'sae1-az3'],
};

/** Two zones of a Region, by id where names are not the same for all accounts. A third is a setting, because every zone costs an interface of each endpoint. */
export function defaultZones(region: string): readonly string[] {
  return Object.hasOwn(zoneIds, region) ? (zoneIds[region] ?? []) : [`${region}a`, `${region}b`];
}

/** `use1-az1` as opposed to `us-east-1a`. */
export function isZoneId(zone: string): boolean {
  return /-az\d+$/.test(zone);
}
