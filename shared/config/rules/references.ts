import { entriesAt, mapAt, textAt, textsAt } from '../draft.ts';
import { describeFound, type Finding, type Path } from '../problem.ts';
import { suggestion } from '../suggest.ts';

/** An application may name only models that exist. */
export function* modelsExist(file: unknown): Iterable<Finding> {
  const models = new Set(Object.keys(mapAt(file, 'models')));
  for (const [name, application] of entriesAt(file, 'applications')) {
    for (const [index, model] of textsAt(application, 'models')) {
      if (!models.has(model)) yield unknownName(model, models, 'models', ['applications', name, 'models', index]);
    }
  }
}

/** An application may name only a guardrail that exists. */
export function* guardrailsExist(file: unknown): Iterable<Finding> {
  const guardrails = new Set(Object.keys(mapAt(file, 'guardrails')));
  for (const [name, application] of entriesAt(file, 'applications')) {
    const guardrail = textAt(application, 'guardrail');
    if (guardrail === undefined || guardrails.has(guardrail)) continue;
    yield unknownName(guardrail, guardrails, 'guardrails', ['applications', name, 'guardrail']);
  }
}

/** The default purpose is one of the application's purposes. */
export function* defaultPurposesExist(file: unknown): Iterable<Finding> {
  for (const [name, application] of entriesAt(file, 'applications')) {
    const purposes = new Set(textsAt(application, 'purposes').map(([, purpose]) => purpose));
    const chosen = textAt(application, 'defaultPurpose');
    if (chosen === undefined || purposes.has(chosen)) continue;
    yield unknownName(chosen, purposes, 'purposes', ['applications', name, 'defaultPurpose']);
  }
}

function unknownName(name: string, existing: ReadonlySet<string>, section: string, path: Path): Finding {
  return {
    path,
    found: describeFound(name),
    message: `which is not in ${section}`,
    remedy: suggestion(name, [...existing], `In ${section}`),
  };
}
