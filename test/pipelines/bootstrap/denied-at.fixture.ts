import type { Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import { authorize } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../../shared/iam/statement-match.ts';
import { deniable, regions } from './random-worlds.fixture.ts';

const everything = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const granted: NamedPolicy = { name: 'everything', document: everything };
const known = new Map<string, ReadonlySet<string>>();

/** Requests (`action in Region`) that the SCPs of Gatehouse on a unit deny, asked of the evaluator. */
export function deniedAt({ policies }: Snapshot, unit: string): ReadonlySet<string> {
  const texts = policies
    .filter(
      ({ type, name, targets }) =>
        type === 'SCP' && /^gatehouse-scp-(?:spokes|hub)-\d+(?:-canary(?:-2)?)?$/.test(name) && targets.includes(unit),
    )
    .map(({ text }) => text)
    .sort();
  const key = texts.join('\n');
  const found = known.get(key) ?? deniedBy(texts);
  known.set(key, found);
  return found;
}

function deniedBy(texts: readonly string[]): ReadonlySet<string> {
  const attached = texts.map((text, index) => ({ name: String(index), document: parsePolicy(text) }));
  const set = { identity: [granted], serviceControl: [[granted, ...attached]] };
  const principal = { arn: 'arn:aws:sts::100000000010:assumed-role/somebody/session' };
  const requests = deniable.flatMap((action) => [...regions, 'ap-south-1'].map((region) => ({ action, region })));
  return new Set(
    requests
      .filter(({ action, region }) => {
        const request = { principal, action, resource: '*', context: { 'aws:RequestedRegion': region } };
        return !authorize(request, set).allowed;
      })
      .map(({ action, region }) => `${action} in ${region}`),
  );
}
