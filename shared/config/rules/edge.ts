import { mapAt, textAt } from '../draft.ts';
import { partitionOf } from '../inferred.ts';
import { describeFound, type Finding } from '../problem.ts';

/** Where CloudFront looks for certificates, wherever its origin is. Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
const cloudFrontRegion = 'us-east-1';

function edgeOf(file: unknown): Readonly<Record<string, unknown>> {
  return mapAt(mapAt(file, 'hub'), 'edge');
}

/** An edge section that lets nobody in was meant otherwise. Without the section, the hub is deployed without an edge. */
export function* someEdgeIsOn(file: unknown): Iterable<Finding> {
  const hub = mapAt(file, 'hub');
  if (hub.edge === undefined || ['regional', 'private'].some((name) => mapAt(hub, 'edge')[name] !== undefined)) return;
  yield {
    path: ['hub', 'edge'],
    at: 'key',
    found: 'neither a regional nor a private edge',
    message: 'so that nobody could call the hub',
    remedy: 'Switch on regional or private, or remove edge to deploy the hub without one.',
  };
}

/** CloudFront fetches from the regional API, by the same host name. */
export function* cloudFrontHasAnOrigin(file: unknown): Iterable<Finding> {
  const edge = edgeOf(file);
  if (edge.cloudFront === undefined || edge.regional !== undefined || edge.private === undefined) return;
  yield {
    path: ['hub', 'edge', 'cloudFront'],
    at: 'key',
    found: 'CloudFront',
    message: 'which has no regional edge to stand in front of',
    remedy: 'Add regional with the same domain name, or remove cloudFront.',
  };
}

/** Refused by API Gateway or CloudFront otherwise, in the middle of a deployment. */
export function* certificatesAreInPlace(file: unknown): Iterable<Finding> {
  const hub = mapAt(file, 'hub');
  const [region, account] = [textAt(hub, 'region'), textAt(hub, 'accountId')];
  if (region === undefined || account === undefined) return;
  for (const name of ['regional', 'cloudFront', 'private']) {
    const arn = textAt(mapAt(edgeOf(file), name), 'certificateArn');
    // Other partitions have no CloudFront, and synthesis leaves it out: then it does not matter where its certificate is.
    if (arn === undefined || (name === 'cloudFront' && partitionOf(region) !== 'aws')) continue;
    const right = name === 'cloudFront' ? cloudFrontRegion : region;
    const [, , , of, owner] = arn.split(':');
    if (of === undefined || owner === undefined || (of === right && owner === account)) continue;
    yield {
      path: ['hub', 'edge', name, 'certificateArn'],
      found: describeFound(arn),
      message: 'which is not where this edge looks for it',
      remedy: `Name a certificate of account ${account} in ${right}.`,
    };
  }
}
