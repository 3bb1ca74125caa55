import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, isCollection, isMap, isScalar, visit } from 'yaml';
import { sha256Hex } from '../../../shared/canonical-json.ts';
import type { CompiledPolicy } from '../../../shared/config/bundle.ts';
import { loadGovernance } from '../../../shared/config/load.ts';
import { load, minimalApplication, minimalGovernance, minimalModel } from './minimal-governance.ts';

function compiled(governance: unknown): CompiledPolicy {
  const result = load(governance);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result.policy;
}

describe('the policy bundle', () => {
  const { bundle, canonical, hash } = compiled(minimalGovernance());

  it('is identified by the SHA-256 of its canonical JSON', () => {
    expect(hash).toBe(sha256Hex(canonical));
    expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(bundle)));
  });

  it('has prices in nanodollars', () => {
    expect(bundle.models.nova?.price).toEqual({
      version: '2026-11-02',
      inputPerMillion: 35_000_000,
      outputPerMillion: 140_000_000,
      cacheReadPerMillion: 8_750_000,
      cacheWritePerMillion: 35_000_000,
    });
  });

  it('fills in the defaults of the hub', () => {
    expect(bundle.hub).toMatchObject({
      accountId: '999988887777',
      region: 'us-east-1',
      partition: 'aws',
      maxBodyBytes: 6_000_000,
      holdSeconds: 900,
      applyGuardrail: { requestsPerSecond: 25, textUnitsPerSecond: 25, timeoutSeconds: 10 },
    });
  });

  it('fills in the defaults of a model', () => {
    expect(bundle.models.nova).toMatchObject({
      bodyFormat: 'nova-messages',
      inferenceProfiles: [],
      serviceTiers: ['default'],
    });
  });

  it('fills in the defaults of an application, each on the careful side', () => {
    expect(bundle.applications.desk).toMatchObject({
      name: 'desk',
      accountId: '111122223333',
      defaultPurpose: 'answering',
      operations: ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream', 'CountTokens'],
      systemRules: [],
      unknownFields: 'lenient',
    });
    expect(bundle.applications.desk?.screening).toEqual({
      input: { entities: { EMAIL: 'mask' } },
      output: { entities: {} },
      promptAttack: 'block',
      promptAttackThreshold: 0.5,
      untrusted: 'delimit',
      unreadable: 'refuse',
    });
  });

  it('says null where a window has no cap', () => {
    expect(bundle.applications.desk?.limits.day).toEqual({ requests: null, tokens: null, costNanos: null });
  });

  it('leaves the output schema out where the file has none', () => {
    expect(Object.hasOwn(bundle.applications.desk ?? {}, 'outputSchema')).toBe(false);
  });

  it('writes guardrail versions as text, as the API takes them', () => {
    expect(bundle.guardrails.basic?.version).toBe('1');
  });

  it('holds nothing under names that objects inherit', () => {
    for (const map of [bundle.models, bundle.guardrails, bundle.applications]) {
      expect(map.constructor).toBeUndefined();
      expect(map.toString).toBeUndefined();
    }
  });

  it('cannot be changed', () => {
    expect(() => Object.assign(bundle.applications.desk?.limits ?? {}, { maxOutputTokens: 9 })).toThrow(TypeError);
    expect(() => Object.assign(bundle.applications, { intruder: bundle.applications.desk })).toThrow(TypeError);
  });
});

describe('what the file says', () => {
  it('stands in the bundle where it overrides a default', () => {
    const governance = minimalGovernance();
    governance.models.nova = { ...minimalModel(), bodyFormat: 'none', serviceTiers: ['flex'] };
    governance.applications.desk = {
      ...minimalApplication(),
      defaultPurpose: 'drafting',
      limits: { maxOutputTokens: 10, minute: { requests: 2, tokens: 500 }, month: { usd: 12.5 } },
      outputSchema: { type: 'object', required: ['summary'] },
    };
    const { bundle } = compiled(governance);
    expect(bundle.models.nova).toMatchObject({ bodyFormat: 'none', serviceTiers: ['flex'] });
    expect(bundle.applications.desk).toMatchObject({
      defaultPurpose: 'drafting',
      outputSchema: { type: 'object', required: ['summary'] },
      limits: {
        minute: { requests: 2, tokens: 500, costNanos: null },
        month: { requests: null, tokens: null, costNanos: 12_500_000_000 },
      },
    });
  });
});

/** `governance` with the keys of every map in the order that `random` deals, and comments sprinkled over it. */
function reordered(governance: unknown, random: () => number): string {
  const document = new Document(governance, { aliasDuplicateObjects: false });
  visit(document, (_key, node) => {
    if (isMap(node)) node.items.sort(() => random() - 0.5);
    if (isCollection(node) && random() < 0.2 && node.items.length > 0) node.flow = true;
    else if (isScalar(node) && random() < 0.2) node.comment = ' a remark';
  });
  document.commentBefore = ' another remark';
  return document.toString();
}

describe('the hash', () => {
  const original = compiled(minimalGovernance());

  it('does not depend on the order of keys, on comments or on layout', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (stream) => {
        const text = reordered(minimalGovernance(), () => stream.next().value ?? 0.5);
        const result = loadGovernance(text, 'governance.yaml');
        expect(result.ok && result.policy.canonical).toBe(original.canonical);
        expect(result.ok && result.policy.hash).toBe(original.hash);
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on how a number is written', () => {
    const text = JSON.stringify(minimalGovernance()).replace('"outputPerMillion":0.14', '"outputPerMillion":1400e-4');
    expect(text).toContain('1400e-4');
    const result = loadGovernance(text, 'governance.yaml');
    expect(result.ok && result.policy.hash).toBe(original.hash);
  });

  it('does not depend on whether a default is written out', () => {
    const governance = minimalGovernance();
    governance.hub.holdSeconds = 900;
    governance.hub.partition = 'aws';
    expect(compiled(governance).hash).toBe(original.hash);
  });

  it.each([
    [
      'a limit',
      (g: ReturnType<typeof minimalGovernance>) =>
        Object.assign(g.applications.desk?.limits ?? {}, { maxOutputTokens: 999 }),
    ],
    [
      'a platform rule',
      (g: ReturnType<typeof minimalGovernance>) => Object.assign(g, { platformRules: ['Be brief.'] }),
    ],
    [
      'a price',
      (g: ReturnType<typeof minimalGovernance>) =>
        Object.assign(g.models.nova?.price ?? {}, { inputPerMillion: 0.036 }),
    ],
  ])('changes with %s', (_what, change) => {
    const governance = minimalGovernance();
    change(governance);
    expect(compiled(governance).hash).not.toBe(original.hash);
  });
});
