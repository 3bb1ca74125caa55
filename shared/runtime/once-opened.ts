/**
 * Opens something that is needed by every call as soon as the function has started, so that the first call does not wait for all of it, and the start for none. All who ask while it is being opened
 * wait together; where it fails, whoever asked is told, and the next asks anew: a function must not stay broken for what went wrong at its start.
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
  // Nobody waits for this one. A start is over when the modules have run: what is sent before that makes it longer.
  setImmediate(() => ask().catch(() => undefined));
  return ask;
}
