/** Thrown when a check has cost more than it may; `CompiledSchema.check` turns it into a value. */
export class CheckTooCostly extends Error {}

/** The validator keeps each error as an object until the check ends, also those of alternatives that did not fit. */
const mostErrors = 20_000;
const mostSteps = 4_000_000;

/**
 * What one check has cost so far. A small schema can make a validator work exponentially (two references to itself in `allOf`, say), so every evaluation of a
 * subschema and every text that a pattern is run on is counted, and a check that has used up its budget ends.
 */
export class CheckMeter {
  #left = 0;

  /** Begins a check: a fixed part, and a part that grows with the document (UTF-16 units), so that cost is linear in it whatever the schema. */
  begin(documentLength: number): void {
    this.#left = Math.min(mostSteps, 20_000 + 40 * documentLength);
  }

  /** Counts the evaluation of one subschema. @param errors that the validator's function holds at this moment */
  readonly step = (errors: number): void => {
    if (errors > mostErrors) throw new CheckTooCostly();
    this.spend(1);
  };

  spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) throw new CheckTooCostly();
  }
}
