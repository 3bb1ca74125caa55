import { RE2JS } from 're2js';
import type { CheckMeter } from './check-meter.ts';
import { SchemaRejected } from './schema-problem.ts';

/** About so many characters does the pattern engine read in the time of one evaluation of a subschema. */
const charactersPerStep = 4;

/** A `pattern` of a schema on RE2's engine, whose time is linear in the text whatever the pattern. */
export class LinearPattern {
  readonly #compiled: RE2JS;
  readonly #source: string;
  readonly #meter: CheckMeter;

  /** Throws `SchemaRejected` for what RE2 cannot express: look-around and back references. */
  constructor(source: string, meter: CheckMeter) {
    this.#source = source;
    this.#meter = meter;
    try {
      this.#compiled = RE2JS.compile(RE2JS.translateRegExp(source));
    } catch {
      // The engine's message quotes the pattern.
      throw new SchemaRejected('pattern_unsupported');
    }
  }

  test(text: string): boolean {
    this.#meter.spend(1 + text.length / charactersPerStep);
    return this.#compiled.test(text);
  }

  /** What the compiler knows equal patterns by. */
  toString(): string {
    return this.#source;
  }
}
