import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GatehouseFault } from '../../shared/errors.ts';
import { type RecordType, recordKey, recordsUnavailable } from '../audit/dynamodb-record-items.ts';
import type { IntentRecord } from '../audit/record.ts';
import { recordsSchema } from '../audit/records-schema.ts';
import type { CallOrder, IntentCheck } from '../gateway/handlers.ts';
import { realWaiting, type Waiting } from '../guardrails/retry-within.ts';

export interface DurableIntentOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly waiting?: Omit<Waiting, 'random'>;
}

/** As long as a function may run: an older intent belongs to a call that is over, whatever became of it. */
const mostAgeMs = 900_000;
/** Two machines' clocks. */
const clockSkewMs = 60_000;
/** The gateway writes the intent while the prompt is screened, so mostly it is there. Where it is not, it is looked for again after each of these pauses, 2 seconds in all. */
const pausesMs = [10, 20, 40, 80, 150, 300, 500, 900];

/**
 * Whether a call is on record, asked by the one who is about to ask a model. Neither gateway nor response filter can have a model asked without a record, for it is not their word that is taken:
 * the intent must lie in the table, for this application, under these rules, young, and without a completion.
 */
export class DynamodbDurableIntent implements IntentCheck {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;
  readonly #waiting: Omit<Waiting, 'random'>;

  constructor({ client, tableName, waiting = realWaiting }: DurableIntentOptions) {
    this.#client = client;
    this.#tableName = tableName;
    this.#waiting = waiting;
  }

  /** @throws GatehouseFault `evidence_unavailable` where there is no such intent, or where nobody can say. */
  async requireIntent(order: CallOrder): Promise<void> {
    for (const pause of [0, ...pausesMs]) {
      if (pause > 0) await this.#waiting.sleep(pause);
      const [intent, completion] = await Promise.all([
        this.#read(order.recordId, 'intent'),
        this.#read(order.recordId, 'completion'),
      ]);
      if (completion !== undefined) throw notOnRecord('is over already');
      if (intent === undefined) continue;
      return requireSameCall(JSON.parse(intent) as IntentRecord, order, this.#waiting.now());
    }
    throw notOnRecord('is not on record');
  }

  /** Consistently: what a replica does not know yet is on record all the same. */
  async #read(recordId: string, type: RecordType): Promise<string | undefined> {
    const get = new GetItemCommand({
      TableName: this.#tableName,
      Key: recordKey(recordId, type),
      ConsistentRead: true,
    });
    const { Item } = await this.#client.send(get).catch(recordsUnavailable);
    return Item?.[recordsSchema.json]?.S;
  }
}

/** Whoever sends the order could send another than is on record: what it says of itself must be what was written down. */
function requireSameCall(intent: IntentRecord, { call, inbound, bodyBytes, policy }: CallOrder, nowMs: number): void {
  const { caller, request, purpose } = intent;
  const ageMs = nowMs - Date.parse(intent.receivedAt);
  if (caller.application !== call.application.policy.name) throw notOnRecord('is on record for another application');
  if (intent.policy.hash !== policy.compiled.hash) throw notOnRecord('is on record under other rules');
  const same =
    caller.principalArn === inbound.principalArn &&
    purpose === call.purpose &&
    intent.declared.user === call.declared.user &&
    request.operation === call.route.operation &&
    request.model === call.model.key &&
    request.bodyBytes === bodyBytes;
  if (!same) throw notOnRecord('is on record as another one');
  // Written so that a date that cannot be read is refused, too.
  if (!(ageMs <= mostAgeMs && ageMs >= -clockSkewMs)) throw notOnRecord('is on record for another time');
}

function notOnRecord(what: string): GatehouseFault {
  return new GatehouseFault(
    'evidence_unavailable',
    `A model was to be asked for a call that ${what}.`,
    'Look for the record id in the logs of gateway, response filter and prompt handler: none of them asks a model without an intent.',
  );
}
