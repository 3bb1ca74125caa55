/** The actions of a service that is there for inference, each with what it can do. Names are those of IAM, without the service. */
export interface InferenceNamespace {
  /** As in front of its actions. */
  readonly service: string;
  /** What the service is. */
  readonly why: string;
  /** A text, picture or question goes to a model, or whoever is let through may send it there. */
  readonly inference: readonly string[];
  /** Reads or changes what models were given, or said, or remember. */
  readonly dataAccess: readonly string[];
  /** Makes, changes and removes resources. */
  readonly control: readonly string[];
  /** Looks at resources. */
  readonly read: readonly string[];
}

export const actionClasses = ['inference', 'dataAccess', 'control', 'read'] as const;

/** Names that stand in lines, for lists that are hundreds long. */
export function names(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}
