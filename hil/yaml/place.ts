/** Place in a file, for messages. Line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}
