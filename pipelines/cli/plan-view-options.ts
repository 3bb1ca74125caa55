/** Where something is shown to a person. */
export interface ViewOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}
