/** Angle from the shaft's zero at which the Hall switch closes; it opens a little further away. */
const OPERATE_DEG = 3;
const RELEASE_DEG = 4;
const COUNT_SPAN = 65_536;

/** Counts passes of the index in closed form: a shaft may turn a thousand times between two readings. */
export class SimulatedIndex {
  readonly #turnSteps: number;
  readonly #operateSteps: number;
  readonly #releaseSteps: number;
  #atSteps: number;
  /** Turn at whose zero the switch is closed; undefined while it is open. */
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

  /** Number of passes since the start, modulo 65,536. A switch closed at the start does not count. */
  get count(): number {
    return this.#count % COUNT_SPAN;
  }

  /** Moves the shaft to a position without a reversal on the way. */
  follow(toSteps: number): void {
    if (toSteps === this.#atSteps) return;
    // Motion backwards is mirrored at zero.
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
