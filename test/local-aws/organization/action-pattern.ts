/** Whether one of the patterns (`organizations:AttachPolicy`, `organizations:*`) covers an action. */
export function covers(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern,
  );
}
