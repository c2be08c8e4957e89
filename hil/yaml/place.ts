/** Where in its file something was written, for messages; both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}
