import { describe, expect, it } from 'vitest';
import { demoCalls } from '../../../hub/local/demo.ts';
import { readGovernance } from '../../../hub/local/governance-file.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { governance } from './started-hub.ts';

const { bundle } = readGovernance(governance);
const titles = (rules: PolicyBundle) => demoCalls(rules).map(({ title }) => title);

describe('the calls for show', () => {
  it('are five for the example organization, each showing something else', () => {
    expect(titles(bundle)).toEqual([
      'An ordinary question',
      'Personal data in the prompt',
      'A prompt injection',
      'A model it may not use',
      'More calls than its cap',
    ]);
  });

  it('ask models that the rules know, by a name that callers may use', () => {
    const names = Object.values(bundle.models).flatMap(({ id, inferenceProfiles }) => [id, ...inferenceProfiles]);
    for (const { modelId } of demoCalls(bundle)) expect(names).toContain(modelId);
  });

  it('ask an entitled model but for the one that shows the refusal', () => {
    for (const { title, application, modelId } of demoCalls(bundle)) {
      const entitled = bundle.applications[application]!.models.flatMap((key) => bundle.models[key]!.inferenceProfiles);
      expect(entitled.includes(modelId)).toBe(title !== 'A model it may not use');
    }
  });

  it('repeat beyond the cap even where a new minute begins in between', () => {
    const call = demoCalls(bundle).at(-1)!;
    const cap = bundle.applications[call.application]!.limits.minute.requests!;
    expect(call.repeat).toBeGreaterThan(2 * cap);
  });

  it('leave out what the rules cannot show', () => {
    const [first] = Object.values(bundle.applications);
    const everything = { ...first!, models: Object.keys(bundle.models) };
    expect(titles({ ...bundle, applications: { [first!.name]: everything } })).toEqual([
      'An ordinary question',
      'Personal data in the prompt',
      'A prompt injection',
    ]);
    expect(demoCalls({ ...bundle, applications: {} })).toEqual([]);
  });
});
