/** Number of executions of each word of a program, at the first word of the instruction. */
export class ExecutionCounts {
  readonly words: Float64Array;

  constructor(wordCount: number) {
    this.words = new Float64Array(wordCount);
  }

  one(at: number): void {
    if (at < this.words.length) this.words[at] = (this.words[at] as number) + 1;
  }

  /** Counts the executed first instructions of a compiled stretch. */
  prefix(path: readonly number[], instructionCount: number): void {
    for (let index = 0; index < instructionCount; index += 1) this.one(path[index] as number);
  }
}
