import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import { EmbeddedStore } from '../../hub/embedded/embedded-store.ts';
import type { Review, ReviewState, ReviewVerdict } from '../../hub/reviews/review.ts';
import { vetNote } from '../../hub/reviews/review-note.ts';
import { SharedDatabase } from '../../hub/reviews/shared-database.ts';
import { SqliteReviewReader, SqliteReviews } from '../../hub/reviews/sqlite-reviews.ts';
import { inspectText } from '../../hub/screening/inspect-text.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { everythingPlan } from '../evaluation/screening-policy.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { decidedBefore, noSuchReview, nothingToCorrect } from './reviews-faults.ts';
import { reviewView } from './reviews-view.ts';

interface CommonOptions {
  readonly state: string;
  readonly json?: boolean;
}

const states = ['open', 'confirmed', 'dismissed'] as const satisfies readonly ReviewState[];
const mostListed = 10_000;

/** `gatehouse reviews …`: triage of flagged answers at the hub of this machine, running or not. */
export function reviewsCommand(io: CommandIo = processIo): Command {
  return new Command('reviews')
    .description('look at answers that were flagged for their low confidence, and decide about them')
    .addCommand(listCommand(io))
    .addCommand(showCommand(io))
    .addCommand(decideCommand('confirm', 'confirmed', 'the answer is as doubtful as it was flagged', io))
    .addCommand(decideCommand('dismiss', 'dismissed', 'the answer can be relied on', io));
}

function common(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(
      new Option('--state <directory>', 'state directory of the hub').env('GATEHOUSE_STATE').default('.gatehouse'),
    )
    .option('--json', 'JSON instead of text');
}

interface ListOptions extends CommonOptions {
  readonly application?: string;
  readonly only?: ReviewState;
  readonly limit: string;
}

function listCommand(io: CommandIo): Command {
  return common('list', 'list flagged answers: open ones first, those that wait longest at the top')
    .option('--application <name>', 'those of one application')
    .addOption(new Option('--only <state>', 'those in one state').choices(states))
    .option('--limit <number>', 'how many of each state', '50')
    .action(async (options: ListOptions) => {
      const found = await readReviews(options, (reviews) => listed(reviews, options));
      const { line } = reviewView(io.colour);
      if (options.json === true) io.out(`${JSON.stringify(found, null, 2)}\n`);
      else io.out(found.length === 0 ? 'No flagged answers.\n' : found.map((review) => `${line(review)}\n`).join(''));
    });
}

async function listed(reviews: SqliteReviewReader, { application, only, limit }: ListOptions): Promise<Review[]> {
  const wanted = only === undefined ? states : [only];
  const most = limitOf(limit);
  const pages = await Promise.all(
    wanted.map((state) => reviews.list({ state, limit: most, ...(application !== undefined && { application }) })),
  );
  return pages.flat();
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= mostListed) return limit;
  throw new GatehouseFault('usage', '--limit is not a number that can be listed.', `Write 1 to ${mostListed}.`);
}

function showCommand(io: CommandIo): Command {
  return common('show', 'print one flagged answer’s score, its reasons and every decision')
    .argument('<record>', 'record id')
    .action(async (recordId: string, options: CommonOptions) => {
      const id = recordId.toUpperCase();
      const review = await readReviews(options, (reviews) => reviews.get(id));
      if (review === undefined) throw noSuchReview(recordId, options.state);
      tell(review, options, io);
    });
}

interface DecideOptions extends CommonOptions {
  readonly note?: string;
  readonly correct?: boolean;
}

function decideCommand(name: string, verdict: ReviewVerdict, meaning: string, io: CommandIo): Command {
  return common(name, `decide that ${meaning}`)
    .argument('<record>', 'record id')
    .option('--note <text>', 'why, in one line that quotes nothing of the answer')
    .option('--correct', 'correct a decision that was made before; it is kept')
    .action(async (recordId: string, options: DecideOptions) => {
      const note = options.note === undefined ? null : vetNote(options.note, sensitiveTypes);
      tell(await decide(recordId.toUpperCase(), verdict, note, options), options, io);
    });
}

async function decide(
  recordId: string,
  verdict: ReviewVerdict,
  note: string | null,
  { state, correct }: DecideOptions,
): Promise<Review> {
  const database = new SharedDatabase(state);
  try {
    const reviews = new SqliteReviews(database);
    const before = await reviews.get(recordId);
    if (correct === true && before?.decisions.length === 0) throw nothingToCorrect();
    const seen = correct === true ? (before?.decisions.length ?? 0) : 0;
    const decision = { verdict, principal: localPrincipal(), atMs: Date.now(), note };
    const outcome = await reviews.decide(recordId, decision, seen);
    if (outcome.kind === 'unknown') throw noSuchReview(recordId, state);
    if (outcome.kind === 'overtaken') throw decidedBefore(outcome.review);
    return outcome.review;
  } finally {
    database.close();
  }
}

/** The account that the operating system knows: no option can name another. */
function localPrincipal(): string {
  return `os-user/${userInfo().username}`;
}

function sensitiveTypes(note: string): readonly string[] {
  return inspectText(everythingPlan(), note, 'text').spans.map(({ type }) => type);
}

function tell(review: Review, { json }: CommonOptions, io: CommandIo): void {
  io.out(`${json === true ? JSON.stringify(review, null, 2) : reviewView(io.colour).whole(review)}\n`);
}

async function readReviews<T>({ state }: CommonOptions, read: (reviews: SqliteReviewReader) => Promise<T>): Promise<T> {
  const store = EmbeddedStore.openReader(state);
  try {
    return await read(new SqliteReviewReader(store));
  } finally {
    store.close();
  }
}
