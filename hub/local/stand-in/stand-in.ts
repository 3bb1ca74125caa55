import type { SettingsChange } from './settings.ts';
import type { RecordedCall } from './state.ts';

/** A stand-in that is running. */
export interface StandIn {
  /** Such as `http://127.0.0.1:40123`: the endpoint of a Bedrock Runtime client. */
  readonly url: string;
  /** Changes the settings that are named; the others stay. Rejects, changing nothing, when one is not valid. */
  configure(change: SettingsChange): Promise<void>;
  /** The newest requests, oldest first. */
  calls(): Promise<readonly RecordedCall[]>;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}
