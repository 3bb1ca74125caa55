import { describe, expect, it } from 'vitest';
import { selectDialect } from '../../../../hub/gateway/dialects/select-dialect.ts';
import type { BodyFormat } from '../../../../shared/config/bundle.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { isRefusal } from '../../../../shared/contract/refusals.ts';

const formats: readonly BodyFormat[] = [
  'anthropic-messages',
  'nova-messages',
  'openai-chat',
  'titan-embeddings',
  'cohere-embeddings',
  'nova-embeddings',
  'none',
];

function selected(operation: Operation, format: BodyFormat): string {
  const dialect = selectDialect(operation, format);
  return isRefusal(dialect) ? dialect.code : `${dialect.operation} ${dialect.format}`;
}

describe('selectDialect', () => {
  it.each(formats)('speaks Converse with a model of format %s', (format) => {
    expect(selected('Converse', format)).toBe('Converse converse');
    expect(selected('ConverseStream', format)).toBe('ConverseStream converse');
    expect(selected('CountTokens', format)).toBe(`CountTokens ${format}`);
  });

  it.each(formats.filter((format) => format !== 'none'))('invokes a model of format %s', (format) => {
    expect(selected('InvokeModel', format)).toBe(`InvokeModel ${format}`);
  });

  it.each(['anthropic-messages', 'nova-messages', 'openai-chat'] as const)('streams a model of format %s', (format) => {
    expect(selected('InvokeModelWithResponseStream', format)).toBe(`InvokeModelWithResponseStream ${format}`);
  });

  it.each(['titan-embeddings', 'cohere-embeddings', 'nova-embeddings'] as const)('does not stream %s', (format) => {
    expect(selected('InvokeModelWithResponseStream', format)).toBe('body_format_unknown');
  });

  it('points to Converse where it does not know the body', () => {
    for (const operation of ['InvokeModel', 'InvokeModelWithResponseStream'] as const) {
      const refusal = selectDialect(operation, 'none');
      expect(isRefusal(refusal) && refusal.code).toBe('body_format_unknown');
      expect(isRefusal(refusal) && refusal.message).toContain('Use Converse');
    }
  });
});
