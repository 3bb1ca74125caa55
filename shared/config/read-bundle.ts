import { sha256Hex } from '../canonical-json.ts';
import { GatehouseFault } from '../errors.ts';
import type { CompiledPolicy, PolicyBundle } from './bundle.ts';
import { freezeDeep } from './freeze-deep.ts';

/**
 * A compiled bundle from its canonical bytes, which may have come from anywhere: the hash says whether they are the rules that were meant, and is looked at before a byte of them is parsed.
 *
 * @param hash SHA-256 of the bytes, lower-case hex.
 * @throws GatehouseFault `policy_unavailable` where the bytes have another hash, or are of a shape that this build does not know.
 */
export function readCompiledPolicy(bytes: Uint8Array, hash: string): CompiledPolicy {
  if (sha256Hex(bytes) !== hash)
    throw unreadable(
      'has another SHA-256 than its name says',
      'Treat the object as altered: publish the bundle again, and find out who wrote it.',
    );
  const canonical = new TextDecoder().decode(bytes);
  return { bundle: freezeDeep(withoutPrototypes(parsed(canonical))), canonical, hash };
}

function parsed(canonical: string): PolicyBundle {
  const bundle = asObject(canonical);
  // A version that this build does not know may mean more than this build would enforce.
  if (bundle.schemaVersion === 1) return bundle as unknown as PolicyBundle;
  throw unreadable(
    'is of a version that this build does not know',
    'Deploy the functions and publish the bundle from the same release.',
  );
}

function asObject(canonical: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(canonical);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Said below, without the parser's message, which would quote the bundle.
  }
  throw unreadable('is not a JSON object', 'Publish it with: npx gatehouse bundle publish');
}

/** As the compiler makes them: a lookup by a name that a caller chose can find only what the file says. */
function withoutPrototypes(bundle: PolicyBundle): PolicyBundle {
  return {
    ...bundle,
    models: dictionary(bundle.models),
    guardrails: dictionary(bundle.guardrails),
    applications: dictionary(bundle.applications, (application) => ({
      ...application,
      screening: {
        ...application.screening,
        input: { entities: dictionary(application.screening.input.entities) },
        output: { entities: dictionary(application.screening.output.entities) },
      },
    })),
  };
}

function dictionary<T>(
  from: Readonly<Record<string, T>>,
  change = (value: T): T => value,
): Readonly<Record<string, T>> {
  const result: Record<string, T> = Object.create(null);
  for (const [key, value] of Object.entries(from)) result[key] = change(value);
  return result;
}

function unreadable(what: string, remedy: string): GatehouseFault {
  return new GatehouseFault('policy_unavailable', `The policy bundle ${what}.`, remedy);
}
