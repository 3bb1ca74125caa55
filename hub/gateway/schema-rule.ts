import type { ApplicationPolicy } from '../../shared/config/bundle.ts';

/** Tells the model of the schema that the application's answers must satisfy: whether or not the caller asks for it, an answer that does not is refused. */
export function schemaRules({ outputSchema }: Pick<ApplicationPolicy, 'outputSchema'>): readonly string[] {
  if (outputSchema === undefined) return [];
  const schema = JSON.stringify(outputSchema);
  return [
    `Answer with one JSON document that satisfies this JSON Schema, without explanation or code fence: ${schema}`,
  ];
}
