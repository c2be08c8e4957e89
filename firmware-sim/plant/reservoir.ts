import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import type { Trace } from '../trace/trace.ts';
import type { Metering } from './metering.ts';

export interface ReservoirOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly metering: Metering;
  readonly capacityMl: number;
  /** What the pump cannot draw out. */
  readonly residualMl: number;
  /** Whether it takes its share of the capacity, or lies beneath it. */
  readonly residualInside: boolean;
  readonly initialMl: number;
}

/** Rounding of volumes in double precision; a thousandth of a motor step is a million times more. */
const SLACK_ML = 1e-12;

/** What is really in the reservoir, and what really leaves the pump: nothing, once it is empty, however the rotor turns. */
export class Reservoir {
  /** Called whenever the delivered volume takes another course. */
  onCourse: (() => void) | undefined;
  readonly #options: ReservoirOptions;
  #filledMl: number;
  /** Head volume, and delivered volume, when it was last filled. */
  #pumpedAtFillMl = 0;
  #deliveredAtFillMl = 0;
  /** The share of the metered volume that goes on out of the pump; the rest is back where it came from. */
  #passingShare = 1;
  #isEmpty = false;
  #cancelEmpty: CancelAlarm | undefined;

  constructor(options: ReservoirOptions) {
    this.#options = options;
    this.#filledMl = options.initialMl;
    options.metering.onMotion = () => this.#follow();
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** In the reservoir now, the residual that lies inside included. */
  get volumeMl(): number {
    return this.#filledMl - this.#drawnMl;
  }

  /** With what no needle reaches. */
  get allMl(): number {
    const { residualInside, residualMl } = this.#options;
    return residualInside ? this.volumeMl : this.volumeMl + residualMl;
  }

  get deliveredMl(): number {
    return this.#deliveredAtFillMl + this.#drawnMl;
  }

  /** Slope of what is delivered, mL a second. */
  get perSecondMl(): number {
    return this.pushedPerSecondMl * this.#passingShare;
  }

  /** The same, were nothing slipping back. */
  get pushedPerSecondMl(): number {
    return this.#isEmpty ? 0 : this.#options.metering.perSecondMl;
  }

  get passingShare(): number {
    return this.#passingShare;
  }

  /** From now on this share of what is metered leaves the pump. */
  letPass(share: number): void {
    this.#anchor(this.volumeMl);
    this.#passingShare = share;
    this.#follow();
  }

  /** What a needle reaches. */
  get reachableMl(): number {
    return this.#usableMl - this.#drawnMl;
  }

  /** Room that is left for a filling; `emptied`: after a withdrawal. */
  roomMl(emptied: boolean): number {
    return this.#options.capacityMl - this.volumeMl + (emptied ? this.reachableMl : 0);
  }

  hasRoomFor(volumeMl: number, emptied: boolean): boolean {
    return volumeMl <= this.roomMl(emptied) + SLACK_ML;
  }

  /** Draws out all that a needle reaches and returns how much that was. */
  withdraw(): number {
    const withdrawnMl = this.reachableMl;
    this.#refilled(this.volumeMl - withdrawnMl);
    return withdrawnMl;
  }

  /** True if it had room; otherwise nothing was filled. */
  fill(volumeMl: number): boolean {
    if (!this.hasRoomFor(volumeMl, false)) return false;
    this.#refilled(this.volumeMl + volumeMl);
    this.#options.trace.event('true.reservoir', { state: 'filled', volumeMl: this.volumeMl });
    return true;
  }

  /** Beyond the capacity, whatever becomes of it. */
  overfill(volumeMl: number): void {
    this.#refilled(this.volumeMl + volumeMl);
    const overMl = this.volumeMl - this.#options.capacityMl;
    this.#options.trace.event('true.reservoir', { state: 'overfilled', volumeMl: this.volumeMl, overMl });
  }

  #refilled(volumeMl: number): void {
    this.#anchor(volumeMl);
    this.#isEmpty = false;
    this.#follow();
  }

  #anchor(volumeMl: number): void {
    this.#deliveredAtFillMl = this.deliveredMl;
    this.#pumpedAtFillMl = this.#options.metering.pumpedMl();
    this.#filledMl = volumeMl;
  }

  get #usableMl(): number {
    const { residualInside, residualMl } = this.#options;
    return residualInside ? Math.max(0, this.#filledMl - residualMl) : this.#filledMl;
  }

  get #drawnMl(): number {
    if (this.#isEmpty) return this.#usableMl;
    const meteredMl = this.#options.metering.pumpedMl() - this.#pumpedAtFillMl;
    return Math.min(this.#usableMl, this.#passingShare * meteredMl);
  }

  #follow(): void {
    const { trace } = this.#options;
    trace.line('true.deliveredMl', this.deliveredMl, this.perSecondMl);
    trace.line('true.reservoirMl', this.volumeMl, 0 - this.perSecondMl);
    this.onCourse?.();
    this.#setEmptyAlarm();
  }

  #setEmptyAlarm(): void {
    this.#cancelEmpty?.();
    this.#cancelEmpty = undefined;
    const { metering, clock } = this.#options;
    if (this.#isEmpty || this.#passingShare === 0) return;
    const dueUs = metering.dueUsAtPumpedMl(this.#pumpedAtFillMl + this.#usableMl / this.#passingShare);
    if (dueUs !== Number.POSITIVE_INFINITY)
      this.#cancelEmpty = clock.at(Math.max(dueUs, clock.nowUs()), () => this.#empty());
  }

  #empty(): void {
    this.#isEmpty = true;
    this.#options.trace.event('true.reservoir', { state: 'empty', volumeMl: this.volumeMl });
    this.#follow();
  }
}
