/**
 * Opens something that is needed by every call, at the start of the function already, so that the first call does not wait for it. All who ask while it is being opened wait together; where it
 * fails, whoever asked is told, and the next asks anew: a function must not stay broken for what went wrong at its start.
 */
export function onceOpened<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  const ask = () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  // Nobody waits for this one.
  ask().catch(() => undefined);
  return ask;
}
