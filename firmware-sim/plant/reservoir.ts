import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import type { FillingLaw } from '../base/filling-law.ts';
import { US_PER_DAY, US_PER_SECOND } from '../base/time-units.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import { bandOf, lowerEdgeMl, ratioOfBand } from './filling.ts';
import type { Metering } from './metering.ts';
import { type AirLeaves, airLeftMl, type Counted, drugFirstMl, noAir, solutionShare } from './reservoir-air.ts';
import { SLACK_ML } from './rounding.ts';
import { dueUsAtUsedMl, hasLeft, type TwoOutflows } from './two-outflows.ts';

/** Signals and events of the reservoir. */
export const reservoirSignals = {
  'true.deliveredMl': {
    kind: 'line',
    unit: 'mL',
    error: 'delivered',
    doc: 'Volume out of the pump; the line omits the pulse of rollers or valves. It falls by at most half a motor turn when a field turns the rotor back.',
  },
  'true.reservoirMl': {
    kind: 'line',
    unit: 'mL',
    error: 'delivered',
    errorSources: { 'true.deliveredMl': -1 },
    min: 0,
    doc: 'True volume in the reservoir.',
  },
  'true.pumpLeakedMl': {
    kind: 'line',
    unit: 'mL',
    doc: 'Volume leaked from the pump into the pocket, from the first leak on.',
  },
  'true.airMl': {
    kind: 'line',
    unit: 'mL',
    error: 'delivered',
    min: 0,
    doc: 'Air in the reservoir, from the first air on.',
  },
  'true.reservoir': {
    kind: 'event',
    unit: 'mL',
    texts: ['empty', 'filled', 'overfilled', 'pocket fill', 'air follows', 'air withdrawn'],
    doc: 'The reservoir ran empty, was filled or missed.',
  },
} as const satisfies Declarations;

export interface ReservoirOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly metering: Metering;
  readonly capacityMl: number;
  /** Volume that the pump cannot draw out. */
  readonly residualMl: number;
  /** True if the residual volume is part of the capacity; false if it lies below it. */
  readonly residualInside: boolean;
  readonly initialMl: number;
}

/**
 * True contents of the reservoir, and true delivery of the pump. An empty reservoir delivers nothing, even if the rotor
 * turns.
 */
export class Reservoir {
  /** Called when the course of the delivered volume changes. */
  onCourse: (() => void) | undefined;
  /** Called when the ratio of the flow that the gas still drives changes. */
  onFilling: ((ratio: number) => void) | undefined;
  /** Called when the share of drug solution in the outflow changes. */
  onSolution: ((share: number) => void) | undefined;
  readonly #options: ReservoirOptions;
  #filledMl: number;
  /** Time of the last count; head volume, delivered volume and leaked volume by then. */
  #fromUs: number;
  #pumpedAtFillMl = 0;
  #deliveredAtFillMl = 0;
  #leakedAtFillMl = 0;
  /** Share of the metered volume that leaves the pump. The rest slips back into the reservoir. */
  #passingShare = 1;
  #isEmpty = false;
  /** Volume that leaked between the last count and the moment at which the reservoir ran empty. */
  #leakedByEndMl = 0;
  #leakMlPerDay = 0;
  #law: FillingLaw | undefined;
  #band = 0;
  #air = noAir;
  /** True if the trace has the signals of a leak, or of air. */
  #hasLeaked = false;
  #hadAir = false;
  #solutionShare = 1;
  #cancels: CancelAlarm[] = [];
  /** Latest look at a volume that was due to leave. */
  #looked: { readonly atUs: number; readonly usedMl: number } | undefined;

  constructor(options: ReservoirOptions) {
    this.#options = options;
    this.#filledMl = options.initialMl;
    this.#fromUs = options.clock.nowUs();
    options.metering.onMotion = () => this.#follow();
    options.metering.onReached = () => this.#setAlarms();
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Volume in the reservoir now, including the residual volume if it is part of the capacity. */
  get volumeMl(): number {
    return this.#filledMl - this.#usedMl;
  }

  /** Volume of drug solution without air. It includes the part that no needle reaches. */
  get solutionMl(): number {
    const { residualInside, residualMl } = this.#options;
    const volumeMl = residualInside ? this.volumeMl : this.volumeMl + residualMl;
    return volumeMl - this.airMl;
  }

  get airMl(): number {
    return this.#air.airMl === 0 ? 0 : airLeftMl(this.#air, this.#counted, this.#usedMl);
  }

  /** Volume that has leaked into the pocket since the start. */
  get leakedMl(): number {
    return this.#leakedAtFillMl + this.#leakingMl;
  }

  get deliveredMl(): number {
    return this.#deliveredAtFillMl + this.#drawnMl;
  }

  /** Mean delivered flow, in mL a second. */
  get perSecondMl(): number {
    return this.pushedPerSecondMl * this.#passingShare;
  }

  /** Mean flow before any fluid slips back, in mL a second. */
  get pushedPerSecondMl(): number {
    return this.#isEmpty ? 0 : this.#options.metering.perSecondMl;
  }

  get passingShare(): number {
    return this.#passingShare;
  }

  /**
   * Starts a leak into the pocket. It does not depend on the pump, and lasts until the reservoir is empty. 0 ends it.
   */
  leak(mlPerDay: number): void {
    this.#anchor(this.volumeMl);
    this.#leakMlPerDay = mlPerDay;
    this.#hasLeaked = true;
    this.#follow();
  }

  /** Sets the law by which the flow falls with the volume, from now on. */
  takeFilling(law: FillingLaw): void {
    this.#law = law;
    this.#lookAtFilling();
  }

  /** Adds air. Returns false and adds none if there is no room for it. */
  takeAir(volumeMl: number, leaves: AirLeaves): boolean {
    if (!this.hasRoomFor(volumeMl, false)) return false;
    const airMl = this.airMl + volumeMl;
    this.#hadAir = true;
    this.#refilled(this.volumeMl + volumeMl, { airMl, leaves });
    return true;
  }

  /** Sets the share of the metered volume that leaves the pump from now on. */
  letPass(share: number): void {
    this.#anchor(this.volumeMl);
    this.#passingShare = share;
    this.#follow();
  }

  /** Volume that a needle reaches. */
  get reachableMl(): number {
    return this.#usableMl - this.#usedMl;
  }

  /** Returns the free volume for a filling. With `emptied` as after a withdrawal. */
  roomMl(emptied: boolean): number {
    return this.#options.capacityMl - this.volumeMl + (emptied ? this.reachableMl : 0);
  }

  hasRoomFor(volumeMl: number, emptied: boolean): boolean {
    return volumeMl <= this.roomMl(emptied) + SLACK_ML;
  }

  /** Withdraws all that a needle reaches, air included. Returns the volume of solution in it. */
  withdraw(): number {
    const withdrawnMl = this.reachableMl;
    const airMl = this.airMl;
    const share = this.#air.leaves === 'mixed' && this.volumeMl > 0 ? withdrawnMl / this.volumeMl : 1;
    const airOutMl = Math.min(withdrawnMl, airMl * share);
    this.#refilled(this.volumeMl - withdrawnMl, { ...this.#air, airMl: airMl - airOutMl });
    if (airOutMl > 0) this.#options.trace.event('true.reservoir', { state: 'air withdrawn', airMl: airOutMl });
    return withdrawnMl - airOutMl;
  }

  /** Fills in a volume. Returns false and fills nothing if there is no room for it. */
  fill(volumeMl: number): boolean {
    if (!this.hasRoomFor(volumeMl, false)) return false;
    this.#refilled(this.volumeMl + volumeMl);
    this.#options.trace.event('true.reservoir', { state: 'filled', volumeMl: this.volumeMl });
    return true;
  }

  /** Fills in a volume that may exceed the capacity. */
  overfill(volumeMl: number): void {
    this.#refilled(this.volumeMl + volumeMl);
    const overMl = this.volumeMl - this.#options.capacityMl;
    this.#options.trace.event('true.reservoir', { state: 'overfilled', volumeMl: this.volumeMl, overMl });
  }

  #refilled(volumeMl: number, air = { ...this.#air, airMl: this.airMl }): void {
    this.#anchor(volumeMl);
    this.#air = air;
    this.#isEmpty = false;
    this.#follow();
    this.#lookAtFilling();
    this.#lookAtSolution();
  }

  #anchor(volumeMl: number): void {
    const { airMl, leakedMl } = this;
    this.#deliveredAtFillMl = this.deliveredMl;
    this.#leakedAtFillMl = leakedMl;
    this.#pumpedAtFillMl = this.#options.metering.pumpedMl();
    this.#fromUs = this.#options.clock.nowUs();
    this.#leakedByEndMl = 0;
    this.#filledMl = volumeMl;
    this.#air = { ...this.#air, airMl };
  }

  get #counted(): Counted {
    return { filledMl: this.#filledMl, usableMl: this.#usableMl };
  }

  get #usableMl(): number {
    const { residualInside, residualMl } = this.#options;
    return residualInside ? Math.max(0, this.#filledMl - residualMl) : this.#filledMl;
  }

  get #usedMl(): number {
    return this.#drawnMl + this.#leakingMl;
  }

  get #leakingMl(): number {
    if (this.#isEmpty) return this.#leakedByEndMl;
    if (this.#leakMlPerDay === 0) return 0;
    const us = this.#options.clock.nowUs() - this.#fromUs;
    return Math.min(this.#usableMl, (this.#leakMlPerDay * us) / US_PER_DAY);
  }

  get #drawnMl(): number {
    const drawableMl = this.#usableMl - this.#leakingMl;
    if (this.#isEmpty) return drawableMl;
    const meteredMl = this.#options.metering.pumpedMl() - this.#pumpedAtFillMl;
    return Math.min(drawableMl, this.#passingShare * meteredMl);
  }

  get #leakPerSecondMl(): number {
    return this.#isEmpty ? 0 : (this.#leakMlPerDay * US_PER_SECOND) / US_PER_DAY;
  }

  #follow(): void {
    const { trace } = this.#options;
    const leavesPerSecondMl = this.perSecondMl + this.#leakPerSecondMl;
    trace.line('true.deliveredMl', this.deliveredMl, this.perSecondMl);
    trace.line('true.reservoirMl', this.volumeMl, 0 - leavesPerSecondMl);
    if (this.#hasLeaked) trace.line('true.pumpLeakedMl', this.leakedMl, this.#leakPerSecondMl);
    if (this.#hadAir) {
      const airShare = 1 - solutionShare(this.#air, this.#counted, this.#usedMl);
      trace.line('true.airMl', this.airMl, 0 - airShare * leavesPerSecondMl);
    }
    this.onCourse?.();
    this.#setAlarms();
  }

  /** Sets the alarms in the order in which they fire at an equal microsecond. */
  #setAlarms(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    if (this.#isEmpty) return;
    const edgeMl = this.#law === undefined ? undefined : lowerEdgeMl(this.#law, this.#band);
    if (edgeMl !== undefined && edgeMl > 0) this.#atUsed(this.#filledMl - edgeMl, () => this.#lookAtFilling(true));
    if (this.#air.airMl > 0 && this.#solutionShare > 0) {
      const drugMl = drugFirstMl(this.#air, this.#counted);
      if (drugMl < this.#usableMl) this.#atUsed(drugMl, () => this.#airFollows());
    }
    this.#atUsed(this.#usableMl, () => this.#empty());
  }

  #atUsed(usedMl: number, fn: () => void): void {
    const { clock, metering } = this.#options;
    const ways: TwoOutflows = {
      metering,
      fromUs: this.#fromUs,
      pumpedFromMl: this.#pumpedAtFillMl,
      passingShare: this.#passingShare,
      leakMlPerDay: this.#leakMlPerDay,
    };
    const dueUs = dueUsAtUsedMl(ways, usedMl, clock.nowUs());
    if (dueUs === Number.POSITIVE_INFINITY) return;
    // A turn that is lost in this microsecond may keep the volume inside. Its alarm comes next, and then this one again. A volume
    // that is still due after it lacks only rounding.
    const look = (): void => {
      const atUs = clock.nowUs();
      const isSecond = this.#looked?.atUs === atUs && this.#looked.usedMl === usedMl;
      this.#looked = { atUs, usedMl };
      if (isSecond || hasLeft(ways, usedMl, atUs)) fn();
      else this.#setAlarms();
    };
    this.#cancels.push(clock.at(Math.max(dueUs, clock.nowUs()), look));
  }

  /**
   * Sets the band of the filling law. `hasCrossed` means that the volume has reached the edge of its band, despite
   * rounding.
   */
  #lookAtFilling(hasCrossed = false): void {
    if (this.#law === undefined) return;
    this.#band = Math.max(bandOf(this.#law, this.volumeMl), hasCrossed ? this.#band + 1 : 0);
    this.onFilling?.(ratioOfBand(this.#band));
    this.#setAlarms();
  }

  #lookAtSolution(): void {
    const share = solutionShare(this.#air, this.#counted, this.#usedMl);
    if (share === this.#solutionShare) return;
    this.#solutionShare = share;
    this.onSolution?.(share);
    this.#setAlarms();
  }

  #airFollows(): void {
    this.#solutionShare = 0;
    this.#options.trace.event('true.reservoir', { state: 'air follows', volumeMl: this.volumeMl });
    this.onSolution?.(0);
    this.#follow();
  }

  #empty(): void {
    const leakedMl = this.#leakingMl;
    this.#isEmpty = true;
    this.#leakedByEndMl = leakedMl;
    this.#options.trace.event('true.reservoir', { state: 'empty', volumeMl: this.volumeMl });
    this.#follow();
  }
}
