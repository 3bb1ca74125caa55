import { z } from 'zod';
import { governanceSchema } from './schema.ts';

/** `governance.yaml` as a JSON Schema (draft 7, which every YAML editor knows): completion, hover texts and red lines while typing. */
export function governanceJsonSchema(): Record<string, unknown> {
  return {
    title: 'Gatehouse governance file',
    ...z.toJSONSchema(governanceSchema, { io: 'input', target: 'draft-7' }),
  };
}

/** The content of `governance.schema.json`. */
export function governanceJsonSchemaText(): string {
  return `${JSON.stringify(governanceJsonSchema(), null, 2)}\n`;
}
