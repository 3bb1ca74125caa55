import type { AlarmThresholds } from '../../shared/config/hub-policy.ts';

/** What alarms and the dashboard look at, by name: names are fixed, so nothing here waits for another stack. */
export interface WatchedHub {
  readonly thresholds: AlarmThresholds;
  /** Lambda functions; the first is the gateway. */
  readonly functions: { readonly gateway: string; readonly handlers: readonly string[] };
  readonly apis: readonly WatchedApi[];
  /** Names of the queues that failed invocations end in. */
  readonly deadLetterQueues: readonly string[];
}

export interface WatchedApi {
  /** As API Gateway's metrics have it in `ApiName`. */
  readonly name: string;
  readonly stage: string;
}

export function allFunctions({ functions }: WatchedHub): readonly string[] {
  return [functions.gateway, ...functions.handlers];
}
