/** A small magnet at the shaft's zero and a Hall switch: it closes this near, and opens a little further away. */
const OPERATE_DEG = 3;
const RELEASE_DEG = 4;
const COUNT_SPAN = 65_536;

/** Counts passes of the index, in closed form: a shaft may turn a thousand times between two looks. */
export class SimulatedIndex {
  readonly #turnSteps: number;
  readonly #operateSteps: number;
  readonly #releaseSteps: number;
  #atSteps: number;
  /** The turn at whose zero the switch is closed. */
  #closedTurn: number | undefined;
  #count = 0;

  constructor(turnSteps: number, atSteps: number) {
    this.#turnSteps = turnSteps;
    this.#operateSteps = (turnSteps * OPERATE_DEG) / 360;
    this.#releaseSteps = (turnSteps * RELEASE_DEG) / 360;
    this.#atSteps = atSteps;
    const nearest = Math.round(atSteps / turnSteps);
    if (Math.abs(atSteps - nearest * turnSteps) <= this.#operateSteps) this.#closedTurn = nearest;
  }

  /** Passes since the start, modulo 65,536; a switch that is closed at the start has not been passed. */
  get count(): number {
    return this.#count % COUNT_SPAN;
  }

  /** The shaft went there without turning back on its way. */
  follow(toSteps: number): void {
    if (toSteps === this.#atSteps) return;
    // Backwards is the same, seen in a mirror at zero.
    const sign = toSteps > this.#atSteps ? 1 : -1;
    const closed = this.#closedTurn === undefined ? undefined : sign * this.#closedTurn;
    const after = this.#forwards(sign * this.#atSteps, sign * toSteps, closed);
    this.#closedTurn = after === undefined ? undefined : sign * after;
    this.#atSteps = toSteps;
  }

  #forwards(fromSteps: number, toSteps: number, closedTurn: number | undefined): number | undefined {
    const reached = (steps: number): number => Math.floor((steps + this.#operateSteps) / this.#turnSteps);
    const passes = Math.max(0, reached(toSteps) - (closedTurn ?? reached(fromSteps)));
    this.#count += passes;
    const last = passes > 0 ? reached(toSteps) : closedTurn;
    return last !== undefined && toSteps <= last * this.#turnSteps + this.#releaseSteps ? last : undefined;
  }
}
