/** What the listener tells the hub's log. Never a message of an error: messages quote what was being read, and that is content. */
export interface ListenerEvent {
  readonly event: 'handler_failed' | 'answer_broken' | 'request_malformed' | 'connection_failed';
  readonly errorName: string;
  readonly errorCode: string | null;
  /** Where it was thrown: stack lines without the message above them. */
  readonly frames: readonly string[];
}

export type ListenerLog = (event: ListenerEvent) => void;

const mostFrames = 12;

export function describeError(event: ListenerEvent['event'], error: unknown): ListenerEvent {
  if (!(error instanceof Error)) return { event, errorName: typeof error, errorCode: null, frames: [] };
  const code = (error as { code?: unknown }).code;
  const lines = (error.stack ?? '').split('\n');
  const frames = lines.filter((line) => /^ {4}at [^\n]{1,400}$/.test(line)).slice(0, mostFrames);
  return { event, errorName: error.name, errorCode: typeof code === 'string' ? code : null, frames };
}
