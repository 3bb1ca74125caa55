// `npm run bench:plan`: what `gatehouse plan --snapshot` takes for 5,000 accounts in 300 units; effects, pre-flight and the printed text included.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { readGovernance } from '../../hub/local/governance-file.ts';
import { afterChanges } from '../../pipelines/bootstrap/after-change.ts';
import { makePlan } from '../../pipelines/bootstrap/make-plan.ts';
import { writeSnapshotFile } from '../../pipelines/bootstrap/snapshot-file.ts';
import { largeOrganization } from '../pipelines/bootstrap/organization.fixture.ts';
import { formatPlanScale, type PlanFigures } from './plan-scale-report.ts';

const { snapshot, units } = largeOrganization(300, 5_000);
const place = mkdtempSync(join(tmpdir(), 'gatehouse-plan-'));
const rules = join(place, 'governance.yaml');
try {
  writeRules([]);
  const { bundle, hash } = readGovernance(rules);
  const governed = afterChanges(snapshot, (await makePlan(bundle, hash, snapshot)).changes);
  const figures = [measure('nothing done yet', snapshot), measure('governed', governed)];
  writeRules(['eu-west-1']);
  figures.push(measure('rules changed', governed));
  console.log(`${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}\n`);
  console.log(formatPlanScale(figures));
  if (figures.some(({ met }) => !met)) process.exitCode = 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** A process for each, from its start to its end, as a person would have it. */
function measure(scene: string, world: typeof snapshot): PlanFigures {
  const [organization, state] = [join(place, 'organization.json'), join(place, 'state')];
  writeSnapshotFile(organization, world);
  const program = join(import.meta.dirname, 'plan-process.ts');
  const start = performance.now();
  const said = execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, rules, organization, state],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const seconds = (performance.now() - start) / 1000;
  const { changes, megabytes } = JSON.parse(said) as Pick<PlanFigures, 'changes' | 'megabytes'>;
  return { scene, changes, seconds, megabytes, met: seconds <= 10 && megabytes <= 500 };
}

/** The example's rules for that organization. */
function writeRules(allowedRegions: readonly string[]): void {
  const document = parseDocument(readFileSync(join(import.meta.dirname, '..', '..', 'governance.yaml'), 'utf8'));
  const policies = { units, canaryUnit: units.spokes[0], allowedRegions };
  const { id, managementAccountId } = snapshot.organization;
  document.setIn(['organization', 'id'], id);
  document.setIn(['organization', 'managementAccountId'], managementAccountId);
  document.setIn(['organization', 'policies'], document.createNode(policies));
  writeFileSync(rules, document.toString());
}
