import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepsAt, stepsPerSecond } from '../base/motor-line.ts';
import type { SlipStatement } from '../base/motor-port.ts';
import { US_PER_MINUTE } from '../base/time-units.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import type { MagneticField } from './magnetic-field.ts';
import type { Metering } from './metering.ts';

/** Signals of a pump with valves. */
export const valveSignals = {
  'true.valves': {
    kind: 'event',
    unit: '',
    texts: ['metering', 'open', 'shut'] satisfies readonly ValveState[],
    doc: 'The valves began to meter, opened, or were shut by the flow.',
  },
} as const satisfies Declarations;

/** Numbers of two valves and their metering volume. The product has their provenance. */
export interface ValveTrain {
  /** True volume of one cycle. */
  readonly meteringUl: number;
  readonly openFieldMt: number;
  readonly freeFlowMlPerMinute: number;
  /** Volume that shuts the flow-activated valve. Absent: the pump has no such valve. */
  readonly shutAfterUl?: number | undefined;
}

/**
 * State of the valves: `metering` cycle by cycle; `open` with free flow in a strong field; `shut` by the flow-activated
 * valve.
 */
export type ValveState = 'metering' | 'open' | 'shut';

export interface ValvesOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly train: ValveTrain;
  /** True if the reservoir holds drug. Without drug nothing flows, so no valve shuts. */
  readonly hasDrug: () => boolean;
}

/** Rounding of volumes in double precision, in cycles. */
const CYCLE_SLACK = 1e-9;

/** Inlet and outlet valve. Each cycle is a micro-bolus. A strong field opens both, from any direction (assumed). */
export class Valves implements Metering {
  onShaft: ((statement: SlipStatement) => void) | undefined;
  onMotion: (() => void) | undefined;
  readonly #options: ValvesOptions;
  #line: MotorLine;
  #state: ValveState = 'metering';
  #inField = false;
  /** Volume, cycles and time at the start of the present course. */
  #fromMl = 0;
  #fromSteps = 0;
  #fromUs: number;
  #cancelShut: CancelAlarm | undefined;
  #ratio = 1;
  /** Volume at which the valves opened. */
  #openedAtMl = 0;

  constructor(options: ValvesOptions) {
    this.#options = options;
    this.#fromUs = options.clock.nowUs();
    this.#line = { anchorUs: this.#fromUs, anchorSteps: 0 };
  }

  get state(): ValveState {
    return this.#state;
  }

  begin(): void {
    this.onMotion?.();
  }

  commandedSteps(timeUs = this.#options.clock.nowUs()): number {
    return stepsAt(this.#line, timeUs);
  }

  pumpedMl(timeUs = this.#options.clock.nowUs()): number {
    if (this.#state === 'shut') return this.#fromMl;
    if (this.#state === 'open') return this.#fromMl + (timeUs - this.#fromUs) * this.#freeMlPerUs;
    return this.#fromMl + (stepsAt(this.#line, timeUs) - this.#fromSteps) * this.#cycleMl;
  }

  get perSecondMl(): number {
    if (this.#state === 'shut') return 0;
    return this.#state === 'open' ? this.#freeMlPerUs * 1e6 : stepsPerSecond(this.#line) * this.#cycleMl;
  }

  dueUsAtPumpedMl(volumeMl: number): number {
    const leftMl = volumeMl - this.#fromMl;
    if (this.#state === 'shut') return Number.POSITIVE_INFINITY;
    if (this.#ratio === 0) return Number.POSITIVE_INFINITY;
    if (this.#state === 'open') return this.#fromUs + Math.ceil(leftMl / this.#freeMlPerUs);
    return stepDueUs(this.#line, this.#fromSteps + Math.ceil(leftMl / this.#cycleMl - CYCLE_SLACK));
  }

  follow(line: MotorLine): void {
    this.#anchor();
    this.#line = line;
    this.#fromSteps = this.commandedSteps();
    this.onMotion?.();
  }

  /** Sets the ratio of cycles and of free flow. The same gas drives both through the same filter. */
  setRatio(ratio: number): void {
    this.#anchor();
    this.#ratio = ratio;
    if (this.#state === 'open') this.#awaitShut();
    this.onMotion?.();
  }

  setField({ fieldMt }: MagneticField): void {
    const { openFieldMt } = this.#options.train;
    const inField = fieldMt >= openFieldMt;
    if (inField === this.#inField) return;
    this.#inField = inField;
    if (inField && this.#state === 'metering') this.#open();
    else if (!inField && this.#state === 'open') this.#enter('metering');
  }

  fieldThresholdsMt(): readonly number[] {
    return [this.#options.train.openFieldMt];
  }

  /**
   * Resets the flow-activated valve by hand after a scan. Returns false and changes nothing while a field holds the
   * valves open.
   */
  reset(): boolean {
    if (this.#inField) return false;
    if (this.#state === 'shut') this.#enter('metering');
    return true;
  }

  #open(): void {
    this.#enter('open');
    this.#openedAtMl = this.#fromMl;
    this.#awaitShut();
  }

  #awaitShut(): void {
    this.#cancelShut?.();
    this.#cancelShut = undefined;
    const { shutAfterUl } = this.#options.train;
    if (shutAfterUl === undefined || this.#ratio === 0) return;
    const leftMl = shutAfterUl / 1000 - (this.#fromMl - this.#openedAtMl);
    const dueUs = this.#fromUs + Math.ceil(leftMl / this.#freeMlPerUs);
    this.#cancelShut = this.#options.clock.at(dueUs, () => this.#shut(shutAfterUl / 1000));
  }

  /** Shuts the flow-activated valve. If the reservoir ran dry first, no flow was left to shut it. */
  #shut(passedMl: number): void {
    if (!this.#options.hasDrug()) return;
    this.#enter('shut');
    this.#fromMl = this.#openedAtMl + passedMl;
    this.onMotion?.();
  }

  #enter(state: ValveState): void {
    this.#cancelShut?.();
    this.#cancelShut = undefined;
    this.#anchor();
    this.#state = state;
    this.#options.trace.event('true.valves', { state });
    this.onMotion?.();
  }

  #anchor(): void {
    const nowUs = this.#options.clock.nowUs();
    this.#fromMl = this.pumpedMl(nowUs);
    this.#fromSteps = stepsAt(this.#line, nowUs);
    this.#fromUs = nowUs;
  }

  get #cycleMl(): number {
    return (this.#ratio * this.#options.train.meteringUl) / 1000;
  }

  get #freeMlPerUs(): number {
    return (this.#ratio * this.#options.train.freeFlowMlPerMinute) / US_PER_MINUTE;
  }
}
