import type { CancelAlarm, Clock } from '../../../protocol/clock.ts';
import { US_PER_SECOND } from '../../base/time-units.ts';
import type { Trace } from '../../trace/trace.ts';
import type { CatheterInflow, CatheterLoad } from '../catheter-inflow.ts';
import { type SoftSource, softFlow } from '../soft-source.ts';
import { CatheterBooks, type DrugOnItsWay } from './catheter-books.ts';
import type { CatheterPath } from './catheter-path.ts';
import { type CatheterShape, complianceOf, volumeMl } from './catheter-shape.ts';
import { CoursePoints } from './course-points.ts';
import type { DrugLine } from './drug-line.ts';
import type { OpenedPath } from './needle-flow.ts';
import { OutletLimits } from './outlet-limits.ts';
import {
  finalKpa,
  finalOutMlPerS,
  kpaAfter,
  outMlAfter,
  type PressureCourse,
  secondsToOutMl,
  tauS,
} from './pressure-course.ts';
import { PressureRecord } from './pressure-record.ts';
import type { SoluteBooks } from './solute-books.ts';

export interface CatheterOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly shape: CatheterShape;
  readonly inflow: CatheterInflow;
  readonly load?: CatheterLoad | undefined;
  /** Gas drive. Its flow falls with back pressure. Absent for other drives. */
  readonly source?: SoftSource | undefined;
  /** Pressure above which fluid slips back through the pump. */
  readonly outletKpaMax: number;
  readonly path: CatheterPath;
  /** Drugs. Each has a line of its own. */
  readonly drugs: readonly DrugOnItsWay[];
  /** Volume of a dead-end chamber at the outlet of the pump. 0: the pump has none. */
  readonly portMl: number;
  /** Makes a line of this catheter for a fluid, without any of the fluid in it. */
  readonly newLine: () => DrugLine;
}

/** Shortest interval between two searches for the head of a front. */
const FRONT_US_MIN = US_PER_SECOND;

/**
 * Catheter on the pump: one compliance between the pump and two ways out, to the tip and through a leak near the pump.
 * Between events it is computed in closed form. Volumes are those of the roller head, including its pulse.
 */
export class Catheter {
  readonly books: CatheterBooks;
  readonly #options: CatheterOptions;
  readonly #mlPerKpa: number;
  readonly #pressureRecord: PressureRecord;
  #path: CatheterPath;
  #anchorUs: number;
  #anchorInMl: number;
  #kpa: number;
  #inMlPerS = 0;
  /** Decrease of the inflow per kPa, for a soft source. */
  #sourceMlPerSKpa = 0;
  /** True while the source draws its lines anew. Its callback then changes nothing here. */
  #isBraking = false;
  #keptCourse: PressureCourse | undefined;
  /**
   * Inflow beyond the mean course: pulse and steps. It is positive in a shut catheter, and leaves when a way out opens.
   * It is negative if the pump has delivered less than the mean course, or a field has turned its rotor back. Nothing
   * leaves until that is made up, so that no booked volume ever falls.
   */
  #pulseMl = 0;
  readonly #limits: OutletLimits;
  readonly #points = new CoursePoints();
  #cancel: CancelAlarm | undefined;

  constructor(options: CatheterOptions) {
    const { clock, inflow, shape, path, trace, drugs, portMl } = options;
    const { csfKpa } = shape;
    this.#options = options;
    this.#limits = new OutletLimits({ ...options, csfKpa });
    this.#mlPerKpa = complianceOf(shape);
    this.#pressureRecord = new PressureRecord(trace);
    this.#path = path;
    this.#anchorUs = clock.nowUs();
    this.#anchorInMl = inflow.deliveredMl;
    this.#kpa = csfKpa;
    this.books = new CatheterBooks(trace, drugs, portMl);
  }

  get path(): CatheterPath {
    return this.#path;
  }

  /** Returns the pressure at the outlet of the pump, from the mean course of the inflow. */
  get kpa(): number {
    const { clock, shape } = this.#options;
    if (this.#path.kind === 'disconnected') return shape.csfKpa;
    return kpaAfter(this.#course(), this.#secondsTo(clock.nowUs()));
  }

  /**
   * Returns the volume in catheter and port now. It includes the elastic storage. Fluid that a rotor turned back has
   * drawn in at an open end is subtracted.
   */
  get insideMl(): number {
    const { shape, portMl, inflow } = this.#options;
    const isOff = this.#path.kind === 'disconnected';
    const drawnMl = isOff ? Math.max(0, this.#anchorInMl - inflow.deliveredMl) : 0;
    return volumeMl(shape) + portMl + this.#storedMl(this.kpa) - drawnMl;
  }

  #storedMl(kpa: number): number {
    return this.#mlPerKpa * (kpa - this.#options.shape.csfKpa) + this.#pulseMl;
  }

  /** Updates the course. Called when the pump's delivery has changed, or may have changed. */
  follow(): void {
    if (this.#isBraking) return;
    this.#advance();
    if (this.#limits.press(this.#course())) return;
    this.#takeInflow();
    this.#newCourse();
    this.#go();
  }

  #takeInflow(): void {
    const { inflow, source, shape } = this.#options;
    const soft = source === undefined ? undefined : softFlow(source, shape.csfKpa, this.#kpa);
    this.#inMlPerS = soft === undefined ? inflow.perSecondMl : soft.mlPerS * inflow.passingShare;
    this.#sourceMlPerSKpa = (soft?.mlPerSKpa ?? 0) * inflow.passingShare;
  }

  /** Updates the books to the present time. Changes nothing else. */
  settle(): void {
    this.#advance();
  }

  /** Sets the concentrations in the pump's outflow from now on, by the name of a drug or of a followed fluid. */
  send(ugPerMl: ReadonlyMap<string, number>): void {
    this.#advance();
    for (const [name, one] of ugPerMl) this.books.send(name, one);
    this.#go();
  }

  /** Starts to follow a fluid that is not in the catheter yet. */
  followFluid(name: string): SoluteBooks {
    const known = this.books.fluid(name);
    if (known !== undefined) return known;
    this.#advance();
    const line = this.#options.newLine();
    line.enter(this.#storedMl(this.#kpa));
    return this.books.follow(name, line);
  }

  /**
   * Opens the catheter to a needle for an instant. Its pressure falls, `act` changes the books, and the pump continues.
   */
  open<T>(act: (opened: OpenedPath) => T): T {
    this.#advance();
    const { csfKpa } = this.#options.shape;
    const storedMl = this.#storedMl(this.#kpa);
    this.#kpa = csfKpa;
    this.#pulseMl = Math.min(0, storedMl);
    const result = act({ path: this.#path, csfKpa, reliefMl: Math.max(0, storedMl) });
    this.follow();
    return result;
  }

  /** Sets the ways out from now on. */
  take(path: CatheterPath): void {
    this.#advance();
    this.#path = path;
    if (path.kind === 'disconnected') {
      const storedMl = this.#storedMl(this.#kpa);
      this.books.leak(Math.max(0, storedMl), 0);
      this.#kpa = this.#options.shape.csfKpa;
      this.#pulseMl = Math.min(0, storedMl);
    }
    this.follow();
  }

  #course(): PressureCourse {
    const { tipMlPerSKpa, leakMlPerSKpa } = this.#path;
    const outMlPerSKpa = tipMlPerSKpa + leakMlPerSKpa;
    const kept = this.#keptCourse;
    const sourceMlPerSKpa = this.#sourceMlPerSKpa;
    const isSame =
      kept?.kpa === this.#kpa &&
      kept.inMlPerS === this.#inMlPerS &&
      kept.outMlPerSKpa === outMlPerSKpa &&
      kept.sourceMlPerSKpa === sourceMlPerSKpa;
    if (kept !== undefined && isSame) return kept;
    const { csfKpa } = this.#options.shape;
    const course = {
      kpa: this.#kpa,
      inMlPerS: this.#inMlPerS,
      mlPerKpa: this.#mlPerKpa,
      sinkKpa: csfKpa,
      outMlPerSKpa,
      sourceMlPerSKpa,
    };
    this.#keptCourse = course;
    return course;
  }

  /** Share of the outflow that leaves by the tip. */
  get #tipShare(): number {
    const { tipMlPerSKpa, leakMlPerSKpa } = this.#path;
    return tipMlPerSKpa === 0 ? 0 : tipMlPerSKpa / (tipMlPerSKpa + leakMlPerSKpa);
  }

  #secondsTo(timeUs: number): number {
    return (timeUs - this.#anchorUs) / US_PER_SECOND;
  }

  /**
   * Adds the volumes since the anchor to the books. The inflow is exact. The mean course gives the volume that is still
   * held back.
   */
  #advance(): void {
    const nowUs = this.#options.clock.nowUs();
    const seconds = this.#secondsTo(nowUs);
    const course = this.#course();
    const isOff = this.#path.kind === 'disconnected';
    const { kpa } = this;
    const inMl = this.#takeIn(isOff);
    const leavingMl = inMl - this.#mlPerKpa * (kpa - this.#kpa) + this.#pulseMl;
    const outMl = isOff || course.outMlPerSKpa > 0 ? Math.max(0, leavingMl) : 0;
    this.#pulseMl = leavingMl - outMl;
    if (isOff) this.books.leak(outMl, outMl);
    else {
      const tipMl = outMl * this.#tipShare;
      const meanMl = outMlAfter(course, seconds) * this.#tipShare;
      this.books.out(tipMl, { meanMlPerS: seconds > 0 ? meanMl / seconds : 0, seconds }, this.#path.migrated);
      this.books.leak(outMl - tipMl, inMl);
    }
    this.#kpa = kpa;
    this.#anchorUs = nowUs;
  }

  /**
   * Returns the inflow since the anchor. A rotor that a field turns back draws fluid back, except from a disconnected
   * catheter.
   */
  #takeIn(isOff: boolean): number {
    const { deliveredMl } = this.#options.inflow;
    const inMl = deliveredMl - this.#anchorInMl;
    if (isOff && inMl < 0) return 0;
    this.#anchorInMl = deliveredMl;
    return inMl;
  }

  #newCourse(): void {
    this.#points.begin(this.#course(), this.#anchorUs, this.#path.kind === 'disconnected');
  }

  #wake(): void {
    this.#advance();
    if (this.#limits.press(this.#course())) return;
    if (this.#crossedGasPressure()) this.#newCourse();
    this.#go();
  }

  /** Replaces the inflow at the gas pressure, where a soft source starts or stops. Returns true if it did. */
  #crossedGasPressure(): boolean {
    if (this.#options.source === undefined) return false;
    const before = this.#sourceMlPerSKpa;
    this.#takeInflow();
    return this.#sourceMlPerSKpa !== before;
  }

  /** Writes standing values, draws the lines up to the next point, and sets the alarm for that point. */
  #go(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.books.settle();
    const { clock } = this.#options;
    const nextUs = this.#nextUs();
    this.#brake(nextUs);
    this.#record(nextUs);
    if (Number.isSafeInteger(nextUs)) this.#cancel = clock.at(nextUs, () => this.#wake());
  }

  /** Gives a soft source its back pressure up to the next point, if the pressure changes. */
  #brake(nextUs: number): void {
    const { source, shape } = this.#options;
    if (source === undefined) return;
    const { csfKpa } = shape;
    const steadyKpa = this.#sourceMlPerSKpa === 0 ? source.gasKpa : csfKpa;
    const isSteady = this.#sourceMlPerSKpa === 0 || this.#path.kind === 'disconnected';
    const course = this.#course();
    const moving = { csfKpa, fromKpa: this.#kpa, toKpa: finalKpa(course), tauS: tauS(course), untilUs: nextUs };
    const steady = { csfKpa, fromKpa: steadyKpa, toKpa: steadyKpa, tauS: 0, untilUs: nextUs };
    this.#isBraking = true;
    source.press(isSteady ? steady : moving);
    this.#isBraking = false;
  }

  #nextUs(): number {
    if (this.#path.kind === 'disconnected') return Number.POSITIVE_INFINITY;
    const course = this.#course();
    const pressureS = Math.min(this.#limits.secondsToPress(course), this.#limits.secondsToGasPressure(course));
    const pressureUs = Math.ceil(pressureS * US_PER_SECOND);
    const { ml, seconds } = this.books.next(this.#steadyTipMlPerS());
    const tipShare = this.#tipShare;
    const passS = tipShare === 0 || ml === Number.POSITIVE_INFINITY ? ml : secondsToOutMl(course, ml / tipShare);
    const passUs = Math.ceil((tipShare === 0 ? Number.POSITIVE_INFINITY : passS) * US_PER_SECOND);
    const headUs = Math.max(FRONT_US_MIN, Math.ceil(seconds * US_PER_SECOND));
    const afterUs = Math.max(1, Math.min(pressureUs, passUs, headUs));
    return Math.min(this.#anchorUs + afterUs, this.#points.nextUs(this.#anchorUs));
  }

  #steadyTipMlPerS(): number {
    return finalOutMlPerS(this.#course()) * this.#tipShare;
  }

  #record(nextUs: number): void {
    const { shape } = this.#options;
    const course = this.#course();
    if (this.#path.kind === 'disconnected') {
      this.#pressureRecord.steady(shape.csfKpa);
      this.books.record(0, this.#inMlPerS, this.#path.migrated);
      return;
    }
    this.#pressureRecord.course(course);
    const outMlPerS = this.#meanOutMlPerS(course, nextUs);
    const tipMlPerS = outMlPerS * this.#tipShare;
    this.books.record(tipMlPerS, outMlPerS - tipMlPerS, this.#path.migrated, this.#secondsTo(nextUs));
  }

  /** Returns the mean outflow: the chord up to the next point while the pressure changes, otherwise the final flow. */
  #meanOutMlPerS(course: PressureCourse, nextUs: number): number {
    if (course.outMlPerSKpa === 0) return 0;
    const isMoving = this.#points.areLeft && Number.isFinite(nextUs);
    return isMoving ? outMlAfter(course, this.#secondsTo(nextUs)) / this.#secondsTo(nextUs) : finalOutMlPerS(course);
  }
}
