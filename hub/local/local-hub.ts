/**
 * The hub on one machine: the same golden path as on AWS over embedded adapters. Composition only.
 */
import { join } from 'node:path';
import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import type { RefusalCode } from '../../shared/contract/refusals.ts';
import type { BackgroundSealing } from '../audit/background-sealing.ts';
import { openContentKeys } from '../audit/content-keys-directory.ts';
import { EvidenceDirectory } from '../audit/evidence-directory.ts';
import { ObservedRecords, type RecordObserver } from '../audit/observed-records.ts';
import { PackLog } from '../audit/pack-log.ts';
import { type LogReplay, recoverPacks } from '../audit/pack-recovery.ts';
import type { IntentRecord } from '../audit/record.ts';
import { RecordWriter } from '../audit/record-writer.ts';
import { SealingRecords } from '../audit/sealing-records.ts';
import { SqliteRecords } from '../audit/sqlite-records.ts';
import { reconcileHolds } from '../cost/reconcile-holds.ts';
import { SqliteLedger } from '../cost/sqlite-ledger.ts';
import { EmbeddedStore } from '../embedded/embedded-store.ts';
import { governPolicy } from '../gateway/governed-policy.ts';
import { handlersInProcess } from '../gateway/handlers-in-process.ts';
import type { Hub } from '../gateway/hub.ts';
import type { Clock, Guardrails, Hold, Ledger, ModelRuntime, RecordStore } from '../gateway/ports.ts';
import { MemoryReplayGuard } from '../gateway/sigv4/replay-guard.ts';
import type { CallObserver } from '../operations/call-observer.ts';
import { SqliteReviews } from '../reviews/sqlite-reviews.ts';
import { type LocalCredentials, openLocalCredentials } from './credentials.ts';
import { createDoor } from './door.ts';
import { createListener, type Listener } from './listener.ts';
import { InFlight } from './listener-exchange.ts';
import type { ListenerLog } from './listener-log.ts';
import { openLocalLog } from './local-log.ts';
import { StateReplay } from './state-replay.ts';

export interface LocalHubOptions {
  readonly policy: CompiledPolicy;
  /** Directory of everything that the hub keeps. */
  readonly state: string;
  readonly port: number;
  readonly models: ModelRuntime;
  readonly guardrails: Guardrails;
  readonly build: string;
  readonly clock?: Clock;
  readonly observer: LocalObserver;
}

/** What the hub tells whoever watches it: never content. */
export interface LocalObserver extends RecordObserver, Pick<CallObserver, 'onFault'> {
  onUnauthenticated(code: RefusalCode): void;
  onReleased(holds: readonly Hold[]): void;
  onListenerEvent: ListenerLog;
}

/** What the last run left behind, made good before the first call. */
export interface Recovery {
  /** Intents without completion: calls that a crash cut off. */
  readonly orphans: readonly IntentRecord[];
  /** Calls whose completion was durable but whose settlement was not. */
  readonly settled: number;
  readonly released: readonly Hold[];
  /** Evidence files that a crash left unfinished; nothing refers to them. */
  readonly torn: readonly string[];
}

export interface LocalHub {
  readonly origin: string;
  readonly hub: Hub;
  readonly records: RecordStore;
  readonly credentials: LocalCredentials;
  readonly recovery: Recovery;
  /** Stops taking calls, finishes those in flight, makes everything durable. */
  close(): Promise<void>;
}

const sweepEveryMs = 15_000;
/** Longer than any call in flight may take: the stream timeout of the API. */
const graceMs = 30_000;

/** Listens when it resolves. A start that fails gives up whatever it had opened, so that the process can end or try again. */
export async function startLocalHub(options: LocalHubOptions): Promise<LocalHub> {
  const storage = await openStorage(options);
  try {
    return await serve(storage, options);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

interface Storage {
  readonly store: EmbeddedStore;
  readonly log: PackLog;
  readonly evidence: EvidenceDirectory;
  /** Puts records under signed checkpoints, behind the requests. */
  readonly sealing: BackgroundSealing;
  readonly clock: Clock;
  /** Tells the storage how much company a write has, so that many share one sync. */
  readonly inFlight: InFlight;
  close(): Promise<void>;
}

async function openStorage(options: LocalHubOptions): Promise<Storage> {
  const { state, policy, observer, clock = { now: Date.now } } = options;
  const inFlight = new InFlight();
  const store = EmbeddedStore.open(state);
  try {
    const sealing = await openLocalLog(state, policy.bundle, (problem) => observer.onFault(problem, 'log'));
    const root = join(state, 'evidence');
    // A pack becomes read-only once the index is durable and its records are sealed: a read-only pack without its place in the log was tampered with.
    const settled = () => store.durable().then(() => sealing.sealNow());
    const index = { commit: () => store.commit(), durable: settled };
    const log = new PackLog(root, clock, { index, callsInFlight: () => inFlight.count });
    const close = async (): Promise<void> => {
      await log.close();
      await sealing.close();
      await store.close();
    };
    return { store, log, evidence: new EvidenceDirectory(root, log), sealing, clock, inFlight, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function serve(storage: Storage, options: LocalHubOptions): Promise<LocalHub> {
  const { policy, state, observer } = options;
  const { store, log, evidence, sealing, clock } = storage;
  const ledger = new SqliteLedger(store);
  const records = new SqliteRecords(store, log);
  const reviews = new SqliteReviews(store);
  const replay = new StateReplay({ store, records, ledger, reviews }, policy.bundle.hub.holdSeconds);
  const recovery = await recover(
    { ledger, records, replay, sealing, clock, state },
    Object.keys(policy.bundle.applications),
  );
  const observed = new ObservedRecords(new SealingRecords(records, sealing), observer);
  const governed = governPolicy(policy);
  const keys = await openContentKeys(join(state, 'keys'));
  const { models, guardrails } = options;
  const hub: Hub = {
    policy: () => governed,
    ledger,
    writer: new RecordWriter(observed),
    evidence,
    keys,
    handlers: handlersInProcess({ models, guardrails, secret: keys.commitment }),
    reviews,
    clock,
    // Records are watched where they are written; what broke stands in none of them.
    observer: { onCall: () => undefined, onUnrecorded: () => undefined, onFault: observer.onFault },
    build: options.build,
  };
  const credentials = await openLocalCredentials(state, policy.bundle);
  const listener = await listen(hub, credentials, options, storage.inFlight);
  const sweeping = setInterval(() => {
    ledger.releaseExpired(clock.now()).then(observer.onReleased, () => undefined);
  }, sweepEveryMs);
  const close = async (): Promise<void> => {
    clearInterval(sweeping);
    await listener.close({ graceMs });
    await storage.close();
  };
  return { origin: listener.origin, hub, records: observed, credentials, recovery, close };
}

function listen(
  hub: Hub,
  credentials: LocalCredentials,
  { policy, port, observer }: LocalHubOptions,
  inFlight: InFlight,
): Promise<Listener> {
  const { onUnauthenticated } = observer;
  return createListener({
    host: '127.0.0.1',
    port,
    maxBodyBytes: policy.bundle.hub.maxBodyBytes,
    handler: createDoor({ hub, credentials, replays: new MemoryReplayGuard(), onUnauthenticated }),
    log: observer.onListenerEvent,
    inFlight,
  });
}

interface Recovering {
  readonly ledger: Ledger;
  readonly records: RecordStore;
  readonly replay: LogReplay;
  readonly sealing: BackgroundSealing;
  readonly clock: Clock;
  readonly state: string;
}

/** In this order: what is in the log is on record before it is settled, and settled before what expired is given back. */
async function recover(
  { ledger, records, replay, sealing, clock, state }: Recovering,
  applications: readonly string[],
): Promise<Recovery> {
  const torn = await recoverPacks(join(state, 'evidence'), {
    replay: (entry) => replay.replay(entry),
    durable: () => replay.durable().then(() => sealing.catchUp()),
  });
  const settled = await reconcileHolds({ ledger, records, clock }, applications);
  const released = await ledger.releaseExpired(clock.now());
  const orphans = await Array.fromAsync(records.orphans(clock.now()));
  return { orphans, settled, released, torn };
}
