import type { Guardrails } from '../gateway/ports.ts';

/**
 * Where there is no guardrail service (models of one's own): what the policy says has been judged by local screening by then, and nothing is added to it. The
 * record says so: the guardrail judged no type, and types that only it could judge were judged by nobody.
 */
export const localGuardrails: Guardrails = {
  engine: 'local',
  apply: async () => ({ intervened: false, findings: [], outputs: [], units: 0 }),
};
