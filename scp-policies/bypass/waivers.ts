export interface Waiver {
  readonly action: string;
  readonly why: string;
}

/** Inference-capable actions that spokes keep, each for a reason. */
export const waivers: readonly Waiver[] = [
  {
    action: 'bedrock:ApplyGuardrail',
    why: 'It judges a text and writes none. Applications may have their own texts judged, and calls of models need it wherever a guardrail is enforced.',
  },
  { action: 'bedrock:CountTokens', why: 'It counts, and no model is run.' },
];
