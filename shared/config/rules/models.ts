import { entriesAt, mapAt, textAt, textsAt } from '../draft.ts';
import { describeFound, type Finding, formatPath, type Path } from '../problem.ts';

/** A caller's word for a model means one model: no id or inference profile may stand under two, or twice under one. */
export function* modelNamesAreUnambiguous(file: unknown): Iterable<Finding> {
  const seen = new Map<string, Path>();
  for (const [key, model] of entriesAt(file, 'models')) {
    for (const [path, name] of namesOf(key, model)) {
      const first = seen.get(name);
      if (first === undefined) seen.set(name, path);
      else
        yield {
          path,
          found: describeFound(name),
          message: `which ${formatPath(first)} already is`,
          remedy: 'Keep it in one place: a call that names it must mean one model.',
        };
    }
  }
}

function* namesOf(key: string, model: unknown): Iterable<readonly [Path, string]> {
  const id = textAt(model, 'id');
  if (id !== undefined) yield [['models', key, 'id'], id];
  for (const [index, profile] of textsAt(model, 'inferenceProfiles'))
    yield [['models', key, 'inferenceProfiles', index], profile];
}

/** A model without an inference profile runs where it is called: in the hub's Region. */
export function* modelsAreReachable(file: unknown): Iterable<Finding> {
  const region = textAt(mapAt(file, 'hub'), 'region');
  if (region === undefined) return;
  for (const [key, model] of entriesAt(file, 'models')) {
    const regions = textsAt(model, 'regions').map(([, name]) => name);
    if (regions.length === 0 || regions.includes(region) || textsAt(model, 'inferenceProfiles').length > 0) continue;
    yield {
      path: ['models', key, 'regions'],
      found: regions.slice(0, 5).map(describeFound).join(', '),
      message: `where the hub's Region ${describeFound(region)} is missing and no inference profile leads elsewhere`,
      remedy: `Add ${region} to regions, or list an inference profile in inferenceProfiles.`,
    };
  }
}
