/**
 * A run of `applyPlan` in a process of its own, for tests that kill it: the plan and the journal are in the directory, AWS is at the endpoint. It ends with 0 and what was made as JSON. The plan is that of a few policies
 * and is made without preflight, so that a test can afford many runs; `gatehouse apply` as a whole is killed as well.
 *
 * node apply-process.ts ENDPOINT DIRECTORY
 */
import { join } from 'node:path';
import { applyPlan } from '../../pipelines/bootstrap/apply/apply-plan.ts';
import { Journal } from '../../pipelines/bootstrap/apply/journal.ts';
import { awsDesk } from '../../pipelines/bootstrap/aws/aws-desk.ts';
import { readPlan } from '../../pipelines/bootstrap/plan-file.ts';
import { clientDefaults } from '../local-aws/loopback-server.ts';
import { fewRules } from '../pipelines/bootstrap/apply/few-rules.fixture.ts';

const [endpoint = '', directory = ''] = process.argv.slice(2);
const { region, credentials } = clientDefaults;
const nothing = () => undefined;
/** Looks again soon: what a stand-in takes is counted in requests. */
const patience = { call: 30_000, consistency: 30_000, operation: 30_000, look: 20 };
const applied = await applyPlan({
  shown: readPlan(join(directory, 'plan.json')),
  governing: fewRules(),
  desk: awsDesk({ region, credentials, endpoint, patience }),
  journal: Journal.open(directory),
  events: { looked: nothing, waveBegins: nothing, progress: nothing, made: nothing, failed: nothing },
  clock: () => new Date(),
});
process.stdout.write(`${JSON.stringify(applied)}\n`);
