import type { HilError } from '../../../base/hil-error.ts';
import { firstTurnSteps } from '../../../rigs/first-turn.ts';
import type { Rig, RigIdentity, RigRun, Speed } from '../../../rigs/rig.ts';
import type { WireRig } from '../../../rigs/wire-rig.ts';

/** A rig behind a wire that joins a run under way. Before that the run goes on without it. */
export class JoiningRig implements Rig {
  readonly #wire: WireRig;
  #run: RigRun | undefined;
  #hasJoined = false;

  constructor(wire: WireRig) {
    this.#wire = wire;
  }

  get identity(): RigIdentity {
    return this.#wire.identity;
  }

  get busy(): boolean {
    return this.#wire.busy;
  }

  get waitsFor(): string {
    return this.#wire.waitsFor;
  }

  get failure(): HilError | undefined {
    return this.#wire.failure;
  }

  get line(): Rig['line'] {
    return this.#wire.line;
  }

  get overrunDeg(): number {
    return this.#wire.overrunDeg;
  }

  /** True if the board holds the shaft by itself when a magnet is at its sensor. */
  get hasFieldSensor(): boolean {
    const { facts } = this.#wire;
    return facts.can('fieldSensor') && facts.can('trip');
  }

  get stepsPerSecondMax(): number {
    return this.#wire.facts.stepsPerSecondMax;
  }

  /** Rig steps of one turn of the rotor. */
  get turnSteps(): number {
    const { numerator, denominator } = this.#wire.facts.turn;
    return numerator / denominator;
  }

  attach(run: RigRun): void {
    this.#run = run;
  }

  /**
   * Begins to follow. The first turn ends `alignDeg` ahead of where the shaft stands. Returns the angle of that turn, which
   * `busy` waits for.
   */
  join(alignDeg: number | undefined, onSensed: (fieldMt: number) => void): number {
    if (this.#run === undefined) throw new Error('joining rig: joined before it was attached');
    const sensed = this.hasFieldSensor ? { sensed: { scaleRatio: 1 }, onSensed } : {};
    this.#hasJoined = true;
    this.#wire.attach({ ...this.#run, ...sensed, ...(alignDeg === undefined ? {} : { alignDeg }) });
    const { facts } = this.#wire;
    return firstTurnSteps(facts, alignDeg) * facts.stepDeg;
  }

  prepare(limitUs: number): void {
    if (this.#hasJoined) this.#wire.prepare(limitUs);
  }

  setSpeed(speed: Speed): void {
    this.#wire.setSpeed(speed);
  }

  confirm(): void {
    this.#wire.confirm();
  }

  halt(): void {
    this.#wire.halt();
  }

  report(): void {
    this.#wire.report();
  }

  close(): Promise<void> {
    return this.#wire.close();
  }
}
