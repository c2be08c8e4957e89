import type { SlipStatement } from '../../firmware-sim/base/motor-port.ts';

/** Slip statements of the plant, as answers to the question whether the shaft followed a step. */
export class SenseLine {
  /** Statements in the order of their steps, the last one in force. */
  #statements: SlipStatement[] = [];

  /** True if the shaft follows the steps that come. */
  get follows(): boolean {
    return this.#statements.at(-1)?.follows ?? true;
  }

  take(statement: SlipStatement): void {
    this.#statements.push(statement);
  }

  /** Returns whether the shaft followed a commanded step. Forgets the statements that only earlier steps need. */
  followed(step: number): boolean {
    const index = this.#statements.findLastIndex(({ atSteps }) => atSteps < step);
    if (index < 0) return true;
    const { follows } = this.#statements[index] as SlipStatement;
    this.#statements = this.#statements.slice(index);
    return follows;
  }
}
