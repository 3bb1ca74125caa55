import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadGovernance } from '../../../shared/config/load.ts';

const text = readFileSync(new URL('../../../governance.yaml', import.meta.url), 'utf8');
const loaded = loadGovernance(text, 'governance.yaml');
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 1));
const { bundle, hash } = loaded.policy;

describe('the example governance.yaml', () => {
  it('compiles to a bundle with an identity', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the four applications in their own accounts', () => {
    const accounts = Object.values(bundle.applications).map(({ name, accountId }) => [name, accountId]);
    expect(Object.fromEntries(accounts)).toEqual({
      'claims-assistant': '111122223333',
      'note-summarizer': '222233334444',
      'research-desk': '333344445555',
      'marketing-studio': '444455556666',
    });
  });

  it.each(Object.values(bundle.applications))(
    'gives $name models and a guardrail that exist',
    ({ models, guardrail }) => {
      for (const model of models) expect(bundle.models[model]).toBeDefined();
      expect(bundle.guardrails[guardrail]).toBeDefined();
    },
  );

  it('knows a model that no application is entitled to', () => {
    const entitled = Object.values(bundle.applications).flatMap(({ models }) => models);
    expect(bundle.models['claude-opus']?.id).toBe('anthropic.claude-opus-4-8');
    expect(entitled).not.toContain('claude-opus');
  });

  it('lets marketing-studio call twice a minute', () => {
    expect(bundle.applications['marketing-studio']?.limits.minute.requests).toBe(2);
  });

  it('masks what claims-assistant must not pass on', () => {
    expect(bundle.applications['claims-assistant']?.screening.input.entities).toMatchObject({
      EMAIL: 'mask',
      PHONE: 'mask',
      US_SOCIAL_SECURITY_NUMBER: 'mask',
      CREDIT_DEBIT_CARD_NUMBER: 'mask',
    });
  });

  it('tells the shape of every model’s InvokeModel body', () => {
    const formats = Object.entries(bundle.models).map(([name, { bodyFormat }]) => [name, bodyFormat]);
    expect(Object.fromEntries(formats)).toEqual({
      'claude-sonnet': 'anthropic-messages',
      'claude-haiku': 'anthropic-messages',
      'claude-opus': 'anthropic-messages',
      'nova-micro': 'nova-messages',
      'nova-lite': 'nova-messages',
      'titan-embed': 'titan-embeddings',
      'cohere-embed': 'cohere-embeddings',
    });
  });
});
