import { expect, it } from 'vitest';
import { schemaRules } from '../../../../hub/gateway/schema-rule.ts';
import { schemaInRules } from '../../../../hub/local/stand-in/answer-schema.ts';

const said = (...texts: readonly string[]) => texts.map((text) => ({ kind: 'text', text, guarded: false }) as const);
const outputSchema = { type: 'object', required: ['summary'], properties: { summary: { type: 'string' } } };

it('finds the schema that Gatehouse’s own rule names, wherever the rule stands', () => {
  const [rule = ''] = schemaRules({ outputSchema });
  expect(schemaInRules(said('Be brief.', rule, 'Be kind.'))).toEqual(outputSchema);
  expect(schemaInRules(said(`Be brief.\n${rule}\nBe kind.`))).toEqual(outputSchema);
});

it.each([
  'Be brief.',
  'Answer by this JSON Schema: the one you know.',
  'JSON Schema: {not json}',
  'JSON Schema: {"a":1',
])('finds none in %j', (text) => expect(schemaInRules(said(text))).toBeUndefined());
