import type { ReservationRequest } from '../../../hub/gateway/ports.ts';
import type { ApplicationLimits, WindowLimits } from '../../../shared/config/bundle.ts';

export const uncapped: WindowLimits = { requests: null, tokens: null, costNanos: null };
export const noon = Date.UTC(2026, 10, 20, 12, 0, 30);
export const minute = 60_000;
export const day = 86_400_000;

export function capped(limits: Partial<ApplicationLimits>): ApplicationLimits {
  return { maxOutputTokens: 1000, minute: uncapped, day: uncapped, month: uncapped, ...limits };
}

export function request(changes: Partial<ReservationRequest>): ReservationRequest {
  return {
    holdId: 'hold',
    application: 'claims-assistant',
    limits: capped({}),
    amount: { requests: 1, tokens: 100, costNanos: 5000 },
    nowMs: noon,
    expiresAtMs: noon + 15 * minute,
    ...changes,
  };
}
