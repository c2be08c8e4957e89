import type { CompareOutput } from './compare-output.ts';

/** Compare channel of a timer. */
export class Channel {
  /** Value in effect, and the last written one, which may wait for the top or bottom of the count. */
  count = 0;
  written = 0;
  readonly output: CompareOutput;

  constructor(output: CompareOutput) {
    this.output = output;
  }
}
