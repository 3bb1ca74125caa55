/** What came from outside and is not what it should be, and why: completes "… is flawed: ". A value, because a verifier lists flaws and goes on. */
export interface Flawed {
  readonly flaw: string;
}

export function flawed(flaw: string): Flawed {
  return { flaw };
}

export function isFlawed(value: object): value is Flawed {
  return 'flaw' in value;
}
