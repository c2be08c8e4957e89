/** Place in a file, for messages. Line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Place in a named file. */
export interface FilePlace extends Place {
  readonly file: string;
}
