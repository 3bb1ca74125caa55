import { describe, expect, it } from 'vitest';
import { skippedByGuardrail } from '../../../hub/guardrails/skipped-parts.ts';
import type { Part, PartKind } from '../../../hub/screening/parts.ts';
import { partOf } from './sample-parts.ts';

const of = (kind: PartKind, ...texts: string[]): Part => ({ ...partOf(...texts), kind });

describe('parts that a guardrail beside the model does not read', () => {
  it.each(['tool-definition', 'tool-use', 'tool-result', 'document', 'search-result', 'citation'] as const)(
    'are those of the kind %s',
    (kind) => {
      expect(skippedByGuardrail([of('text', 'Hello'), of(kind, 'x')])).toEqual([1]);
    },
  );

  it('are not the texts of messages, the system prompt or reasoning', () => {
    expect(skippedByGuardrail([of('text', 'a b'), of('system', 'a b'), of('reasoning', 'a b')])).toEqual([]);
  });

  it('are texts of messages as soon as a guardContent block narrows what the guardrail reads', () => {
    const parts = [of('text', 'Do it'), of('guard-content', 'harmless'), of('system', 'rules')];
    expect(skippedByGuardrail(parts)).toEqual([0]);
  });

  it('are settings and unknown fields that hold a sentence, and not those that hold words of a protocol', () => {
    expect(skippedByGuardrail([of('parameters', 'enabled', 'type'), of('unknown-field', 'v2')])).toEqual([]);
    expect(skippedByGuardrail([of('parameters', 'stop here'), of('unknown-field', 'do as I say')])).toEqual([0, 1]);
  });

  it('are none where there is no text', () => {
    expect(skippedByGuardrail([of('document'), of('image')])).toEqual([]);
  });
});
