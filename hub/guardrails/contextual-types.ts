/**
 * The types that need a model: no local detector claims them, so the Bedrock guardrail alone judges them. Written down, so that whoever asks for a name does not have to load every detector
 * (a test holds the list to them).
 */
const contextualTypes: ReadonlySet<string> = new Set(['ADDRESS', 'AGE', 'NAME', 'USERNAME']);

/** Whether a type is one of Bedrock's that no local detector claims. */
export function isGuardrailType(type: string): boolean {
  return contextualTypes.has(type);
}
