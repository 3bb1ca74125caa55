import { entriesAt, mapAt, numberAt, textsAt } from '../draft.ts';
import { formatUsd, usdToNanos } from '../money.ts';
import { describeFound, type Finding, type Path } from '../problem.ts';

/** The least that a call of an application reserves when its caller names no maximum: the output cap, priced, and one token of input. */
interface SmallestCall {
  readonly tokens: number;
  readonly costNanos: number;
}

/** A cap that no call fits under refuses everything: that is a mistake in the file, not a policy. */
export function* capsFitOneCall(file: unknown): Iterable<Finding> {
  const models = new Map(entriesAt(file, 'models'));
  for (const [name, application] of entriesAt(file, 'applications')) {
    const limits = mapAt(application, 'limits');
    const named = textsAt(application, 'models').flatMap(([, key]) => models.get(key) ?? []);
    const smallest = smallestCall(named, numberAt(limits, 'maxOutputTokens'));
    if (smallest === undefined) continue;
    for (const window of ['minute', 'day', 'month']) {
      yield* capsOf(mapAt(limits, window), smallest, ['applications', name, 'limits', window]);
    }
  }
}

function* capsOf(caps: unknown, smallest: SmallestCall, path: Path): Iterable<Finding> {
  const tokens = numberAt(caps, 'tokens');
  // Zero and less are the schema's to report.
  if (tokens !== undefined && tokens > 0 && tokens < smallest.tokens) {
    yield tooSmall(
      [...path, 'tokens'],
      tokens,
      `which no single call fits: the smallest reserves ${smallest.tokens} tokens`,
    );
  }
  const usd = numberAt(caps, 'usd');
  const nanos = usd === undefined ? undefined : usdToNanos(usd);
  if (nanos !== undefined && nanos > 0 && nanos < smallest.costNanos) {
    yield tooSmall(
      [...path, 'usd'],
      usd,
      `which no single call fits: the cheapest reserves ${formatUsd(smallest.costNanos)}`,
    );
  }
}

function tooSmall(path: Path, cap: unknown, message: string): Finding {
  return { path, found: describeFound(cap), message, remedy: 'Raise the cap, or lower limits.maxOutputTokens.' };
}

/** Undefined as long as the figures to tell it are missing or wrong. */
function smallestCall(models: readonly unknown[], maxOutputTokens: number | undefined): SmallestCall | undefined {
  if (models.length === 0 || maxOutputTokens === undefined) return undefined;
  const calls = models.map((model) => {
    const output = Math.min(maxOutputTokens, numberAt(model, 'maxOutputTokens') ?? 0);
    const price = mapAt(model, 'price');
    const cost = output * perMillion(price, 'outputPerMillion') + perMillion(price, 'inputPerMillion');
    return { tokens: output + 1, costNanos: Math.ceil(cost / 1_000_000) };
  });
  return {
    tokens: Math.min(...calls.map((call) => call.tokens)),
    costNanos: Math.min(...calls.map((call) => call.costNanos)),
  };
}

function perMillion(price: unknown, key: string): number {
  return usdToNanos(numberAt(price, key) ?? 0) ?? 0;
}
