import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json } from '../../../shared/canonical-json.ts';
import type { CheckMeter } from './check-meter.ts';
import { LinearPattern } from './linear-pattern.ts';
import { meterKeyword } from './rebuild-schema.ts';
import type { stringFormats } from './string-formats.ts';
import { areDistinct, oneOfValues } from './value-identity.ts';

/** The libraries, loaded when the first schema comes: most calls have none. */
export interface ValidatorLibrary {
  readonly ajv: Pick<typeof import('ajv/dist/2020.js'), 'Ajv2020' | '_' | 'Name'>;
  readonly stringFormats: typeof stringFormats;
}

let loading: Promise<ValidatorLibrary> | undefined;

export function loadValidator(): Promise<ValidatorLibrary> {
  loading ??= Promise.all([import('ajv/dist/2020.js'), import('./string-formats.ts')]).then(([ajv, formats]) => ({
    ajv,
    stringFormats: formats.stringFormats,
  }));
  return loading;
}

/**
 * A compiler for one schema. Each schema has its own: an instance keeps what it compiled for ever (patterns, functions, identifiers), so that one for all would
 * grow with every caller's schema and let them meet.
 *
 * - allErrors, and no optimizer: a repair needs every error, and stopping at the first one nests the compiled code as deep as the schema is wide, which overflows the stack.
 * - ownProperties: `required: [constructor]` asks for a member of the document, not for one of every object's prototype.
 * - inlineRefs off: compiled code stays as large as the schema.
 * - no meta-schema: `rebuildSchema` has checked every keyword.
 */
export function newValidator(library: ValidatorLibrary, meter: CheckMeter): Ajv2020 {
  const regExp = Object.assign((pattern: string) => new LinearPattern(pattern, meter), { code: 'linearPattern' });
  const ajv = new library.ajv.Ajv2020({
    allErrors: true,
    code: { regExp, optimize: false },
    inlineRefs: false,
    logger: false,
    meta: false,
    multipleOfPrecision: 9,
    ownProperties: true,
    strict: false,
    validateSchema: false,
  });
  for (const [name, check] of library.stringFormats(meter)) ajv.addFormat(name, check);
  addMeter(ajv, library, meter);
  replaceComparisons(ajv, meter);
  return ajv;
}

function addMeter(ajv: Ajv2020, { ajv: { _, Name } }: ValidatorLibrary, meter: CheckMeter): void {
  // The compiler's own variable: how many errors the function that is running has found.
  const errors = new Name('errors');
  ajv.addKeyword({
    keyword: meterKeyword,
    code: ({ gen }) => void gen.code(_`${gen.scopeValue('func', { ref: meter.step })}(${errors})`),
  });
}

/**
 * The library's own comparison of values calls methods of what it compares, so that an answer with a member called `toString` breaks it; and its `uniqueItems` compares each
 * item with each other.
 */
function replaceComparisons(ajv: Ajv2020, meter: CheckMeter): void {
  for (const keyword of ['uniqueItems', 'enum', 'const']) ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    errors: false,
    validate: (distinct: boolean, items: readonly Json[]) => !distinct || areDistinct(items, meter),
  });
  ajv.addKeyword({ keyword: 'enum', errors: false, compile: (values: readonly Json[]) => oneOfValues(values, meter) });
  ajv.addKeyword({ keyword: 'const', errors: false, compile: (value: Json) => oneOfValues([value], meter) });
}
