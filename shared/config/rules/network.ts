import { defaultHubRange, isPrivate, overlap, parseCidr } from '../cidr.ts';
import { mapAt, textAt, textsAt } from '../draft.ts';
import { describeFound, type Finding } from '../problem.ts';
import { isZoneId } from '../zones.ts';

function networkOf(file: unknown): Readonly<Record<string, unknown>> {
  return mapAt(mapAt(file, 'hub'), 'network');
}

/** What an existing VPC has already cannot be chosen for it. */
export function* existingNetworksAreTakenAsTheyAre(file: unknown): Iterable<Finding> {
  const network = networkOf(file);
  if (network.existingVpc === undefined) return;
  for (const key of ['cidr', 'zones', 'transitGateway']) {
    if (network[key] === undefined) continue;
    yield {
      path: ['hub', 'network', key],
      at: 'key',
      found: `the key ${describeFound(key)}`,
      message: 'which the VPC of existingVpc has, or has not, already',
      remedy: `Remove ${key}, or remove existingVpc.`,
    };
  }
}

/** A way to nowhere, and callers without a way: each is half of what was meant. */
export function* callersHaveAWay(file: unknown): Iterable<Finding> {
  const network = networkOf(file);
  const callers = textsAt(network, 'callerNetworks').length > 0;
  const gateway = textAt(network, 'transitGateway');
  if (gateway !== undefined && !callers)
    yield {
      path: ['hub', 'network', 'transitGateway'],
      found: describeFound(gateway),
      message: 'over which no network is reached',
      remedy: 'List the private networks of the callers in callerNetworks, or remove transitGateway.',
    };
  if (callers && gateway === undefined && network.existingVpc === undefined)
    yield {
      path: ['hub', 'network', 'callerNetworks'],
      found: 'networks',
      message: 'to which the hub’s own VPC has no way',
      remedy: 'Name the transitGateway that connects them, or remove callerNetworks.',
    };
}

/** A route to addresses that the VPC has itself would be refused by EC2, in the middle of a deployment. */
export function* networksDoNotOverlap(file: unknown): Iterable<Finding> {
  const network = networkOf(file);
  if (network.existingVpc !== undefined) return;
  const written = textAt(network, 'cidr') ?? defaultHubRange;
  const own = parseCidr(written);
  for (const [index, text] of textsAt(network, 'callerNetworks')) {
    const range = parseCidr(text);
    // What is not private is the schema's to report.
    if (own === undefined || range === undefined || !isPrivate(range) || !overlap(own, range)) continue;
    yield {
      path: ['hub', 'network', 'callerNetworks', index],
      found: describeFound(text),
      message: `which overlaps with the hub’s own range (${written})`,
      remedy: 'Choose another hub.network.cidr, one that nobody in your networks has.',
    };
  }
}

/** A zone of another Region, or the same zone twice. Zone ids do not tell their Region, so those are taken at their word. */
export function* zonesAreOfTheRegion(file: unknown): Iterable<Finding> {
  const region = textAt(mapAt(file, 'hub'), 'region');
  const seen = new Set<string>();
  for (const [index, zone] of textsAt(networkOf(file), 'zones')) {
    const elsewhere = region !== undefined && !isZoneId(zone) && zone.slice(0, -1) !== region;
    const message = elsewhere ? `which is not in ${region}` : seen.has(zone) ? 'which stands there twice' : undefined;
    seen.add(zone);
    if (message === undefined) continue;
    yield {
      path: ['hub', 'network', 'zones', index],
      found: describeFound(zone),
      message,
      remedy: 'Write two or three different zones of the hub’s Region.',
    };
  }
}
