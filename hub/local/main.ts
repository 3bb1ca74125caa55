/** `npm start`: the hub on this machine, from the command line to Ctrl-C. */
import { relative, resolve } from 'node:path';
import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { writeAwsConfig } from './aws-config.ts';
import { banner, demoTable, nextSteps, recoveryReport } from './banner.ts';
import { buildName } from './build-name.ts';
import { callLine } from './call-line.ts';
import { demoCalls, runDemoCall } from './demo.ts';
import { readGovernance } from './governance-file.ts';
import { type LocalHub, type LocalObserver, startLocalHub } from './local-hub.ts';
import { type OpenedModels, openModels } from './model-source.ts';
import { type LocalOptions, localCommand } from './options.ts';

await localCommand(run).parseAsync();

async function run(options: LocalOptions): Promise<void> {
  try {
    const policy = readGovernance(options.governance);
    const models = await openModels(options, policy.bundle);
    await orClose(models, () => startOn(models, policy, options));
  } catch (error) {
    explain(error);
  }
}

async function startOn(models: OpenedModels, policy: CompiledPolicy, options: LocalOptions): Promise<void> {
  const printing = { calls: false };
  const local = await startLocalHub({
    policy,
    state: resolve(options.state),
    port: options.port,
    models: models.runtime,
    guardrails: models.guardrails,
    build: buildName(),
    observer: observe(printing),
  });
  stopOnSignals(local, models);
  await orClose(local, () => welcome(options, policy, models, local));
  printing.calls = !options.quiet;
}

/** What was opened is closed again when the next step fails: a worker thread or a listening port would keep the process from ending. */
async function orClose(opened: { close(): Promise<void> }, next: () => Promise<void>): Promise<void> {
  try {
    await next();
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A fault says what happened and what to do; anything else is a defect and keeps its stack. */
function explain(error: unknown): void {
  if (!(error instanceof GatehouseFault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function observe(printing: { calls: boolean }): LocalObserver {
  const say = (line: () => string) => {
    if (printing.calls) console.log(line());
  };
  return {
    onCall: (intent, completion) => say(() => callLine(intent, completion)),
    onUnauthenticated: (code) => say(() => `not authenticated: ${code}`),
    onListenerEvent: ({ event, errorName, errorCode }) => say(() => `${event}: ${errorCode ?? errorName}`),
    onFault: (fault, recordId) =>
      say(() => `${recordId}: ${fault instanceof GatehouseFault ? fault.message : 'defect'}`),
    onReleased(holds) {
      for (const hold of holds) say(() => `expired reservation given back: ${hold.application} ${hold.holdId}`);
    },
  };
}

async function welcome(
  options: LocalOptions,
  policy: CompiledPolicy,
  models: OpenedModels,
  local: LocalHub,
): Promise<void> {
  const { bundle, hash } = policy;
  const { origin, credentials } = local;
  const config = await writeAwsConfig(resolve(options.state), { policy: bundle, credentials, origin });
  if (options.quiet) {
    console.log(`listening on ${origin}`);
    return;
  }
  const { governance, state } = options;
  console.log(banner({ origin, governance, policyHash: hash, models: models.description, state }));
  const recovered = recoveryReport(local.recovery);
  if (recovered !== '') console.log(recovered);
  const recordId = (options.demo ?? models.free) ? await demonstrate(policy, local) : 'RECORD';
  console.log(nextSteps(bundle, origin, shortest(config), recordId));
}

/** Answers the id of a record that the reader can look at. */
async function demonstrate({ bundle }: CompiledPolicy, { origin, credentials, records }: LocalHub): Promise<string> {
  const calls = demoCalls(bundle);
  console.log(`\n${calls.length} calls through the gateway:\n`);
  const outcomes = [];
  for (const call of calls) outcomes.push(await runDemoCall(call, { origin, bundle, credentials, records }));
  console.log(`${demoTable(outcomes)}\n`);
  return outcomes[1]?.recordId ?? outcomes[0]?.recordId ?? 'RECORD';
}

function stopOnSignals(local: LocalHub, models: OpenedModels): void {
  let stopping = false;
  const stop = () => {
    // A second Ctrl-C means now: what is in flight is left to the next start, which lists it.
    if (stopping) process.exit(130);
    stopping = true;
    console.log('\nstopping: finishing the calls in flight (Ctrl-C again stops at once) …');
    finish(local, models).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error instanceof GatehouseFault ? error.message : error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
}

async function finish(local: LocalHub, models: OpenedModels): Promise<void> {
  await local.close();
  await models.close();
  console.log('stopped; everything is on disk.');
}

/** As a person would type it from here. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
