import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { canonicalJson } from '../../shared/canonical-json.ts';
import {
  type DecisionOutcome,
  type Review,
  type ReviewDecision,
  type ReviewItem,
  type ReviewQuery,
  type ReviewStore,
  stateOf,
} from './review.ts';
import { reviewConflict, reviewsUnavailable } from './review-faults.ts';
import { changeSortKey, reviewPartition, reviewsSchema, statePartition } from './reviews-schema.ts';

type Item = Record<string, AttributeValue>;

/**
 * The AWS review store: one item for each review. A decision is one conditional update that appends to the item's list and moves it in the indexes; what was written before it is never
 * touched. The indexes follow within moments (they are eventually consistent).
 */
export class DynamodbReviews implements ReviewStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor({ client, tableName }: { readonly client: DynamoDBClient; readonly tableName: string }) {
    this.#client = client;
    this.#table = tableName;
  }

  async open(item: ReviewItem): Promise<void> {
    const { recordId, application, score, reasons, openedAtMs } = item;
    const json = canonicalJson({ recordId, application, score, reasons, openedAtMs });
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: {
        ...keyOf(recordId),
        [reviewsSchema.item]: { S: json },
        [reviewsSchema.decisions]: { L: [] },
        ...placeOf(item, 'open', openedAtMs),
      },
      ConditionExpression: `attribute_not_exists(${reviewsSchema.partitionKey})`,
    });
    try {
      await this.#client.send(put);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) return reviewsUnavailable(error);
      if ((await this.#read(recordId))?.[reviewsSchema.item]?.S !== json) throw reviewConflict();
    }
  }

  async get(recordId: string): Promise<Review | undefined> {
    const item = await this.#read(recordId);
    return item === undefined ? undefined : toReview(item);
  }

  async list({ state, application, limit }: ReviewQuery): Promise<readonly Review[]> {
    const { indexName, partitionKey } = application === undefined ? reviewsSchema.byState : reviewsSchema.byApplication;
    const query = {
      TableName: this.#table,
      IndexName: indexName,
      KeyConditionExpression: `${partitionKey} = :place`,
      ExpressionAttributeValues: { ':place': { S: statePartition(state, application) } },
      ScanIndexForward: state === 'open',
    };
    const found: Review[] = [];
    const pages = paginateQuery({ client: this.#client, pageSize: Math.min(limit, 100) }, query);
    try {
      for await (const { Items } of pages) {
        found.push(...(Items ?? []).map(toReview));
        if (found.length >= limit) break;
      }
    } catch (cause) {
      return reviewsUnavailable(cause);
    }
    return found.slice(0, limit);
  }

  async decide(recordId: string, decision: ReviewDecision, seen: number): Promise<DecisionOutcome> {
    const before = await this.get(recordId);
    if (before === undefined) return { kind: 'unknown' };
    if (before.decisions.length !== seen) return { kind: 'overtaken', review: before };
    try {
      const { Attributes } = await this.#client.send(
        new UpdateItemCommand({ TableName: this.#table, ...decisionUpdate(before, decision, seen) }),
      );
      return { kind: 'decided', review: toReview(Attributes ?? {}) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) return reviewsUnavailable(error);
      return { kind: 'overtaken', review: (await this.get(recordId)) ?? before };
    }
  }

  async #read(recordId: string): Promise<Item | undefined> {
    const get = new GetItemCommand({ TableName: this.#table, Key: keyOf(recordId), ConsistentRead: true });
    return (await this.#client.send(get).catch(reviewsUnavailable)).Item;
  }
}

function decisionUpdate(
  review: Review,
  { verdict, principal, atMs, note }: ReviewDecision,
  seen: number,
): Omit<UpdateItemCommandInput, 'TableName'> {
  const { decisions, byState, byApplication } = reviewsSchema;
  const place = placeOf(review, verdict, atMs);
  return {
    Key: keyOf(review.recordId),
    UpdateExpression: `SET ${decisions} = list_append(${decisions}, :decision), ${byState.partitionKey} = :state, ${byApplication.partitionKey} = :application, ${byState.sortKey} = :change`,
    ConditionExpression: `size(${decisions}) = :seen`,
    ExpressionAttributeValues: {
      ':decision': { L: [{ S: canonicalJson({ verdict, principal, atMs, note }) }] },
      ':seen': { N: String(seen) },
      ':state': place[byState.partitionKey] ?? { S: '' },
      ':application': place[byApplication.partitionKey] ?? { S: '' },
      ':change': place[byState.sortKey] ?? { S: '' },
    },
    ReturnValues: 'ALL_NEW',
  };
}

function keyOf(recordId: string): Item {
  return {
    [reviewsSchema.partitionKey]: { S: reviewPartition(recordId) },
    [reviewsSchema.sortKey]: { S: reviewsSchema.itemSortKey },
  };
}

/** Where the indexes list an item. */
function placeOf({ recordId, application }: ReviewItem, state: Review['state'], atMs: number): Item {
  return {
    [reviewsSchema.byState.partitionKey]: { S: statePartition(state) },
    [reviewsSchema.byApplication.partitionKey]: { S: statePartition(state, application) },
    [reviewsSchema.byState.sortKey]: { S: changeSortKey(atMs, recordId) },
  };
}

function toReview(item: Item): Review {
  const stored = item[reviewsSchema.decisions]?.L ?? [];
  const decisions = stored.map(({ S }) => JSON.parse(S ?? '') as ReviewDecision);
  const opened = JSON.parse(item[reviewsSchema.item]?.S ?? '') as ReviewItem;
  return { ...opened, state: stateOf(decisions), decisions };
}
