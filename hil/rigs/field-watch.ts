import { stallFieldMt } from '../../firmware-sim/plant/two-pole-motor.ts';
import type { Pump } from '../../firmware-sim/pump.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { Clock } from '../../protocol/clock.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import type { RigFacts } from './rig-facts.ts';
import type { RigRequests } from './rig-requests.ts';
import { sensedSignals } from './rig-signals.ts';

/** Time that the board may take from the crossing of its threshold to the hold. */
const LATENCY_US = 25_000;
/** The zero of a sensor may be off by two millitesla, and a trip ends half a one below its threshold. */
const TRIP_MT_MIN = 3;
const TRIP_MT_MAX = 3000;
/** A sensed field lies in the rotor plane and across the drive, where it kicks a rotor least: assumed. */
const PLACE = { angleToNormalDeg: 90, azimuthDeg: 90 } as const;
/** Smaller changes of the reading are noise. */
const SHOWN_MT = 0.5;
const DEVICE_US = 2 ** 32;

export interface FieldWatchOptions {
  readonly requests: RigRequests;
  readonly facts: RigFacts;
  readonly pump: Pump;
  readonly trace: Trace;
  /** The pump clock's lane of sensed inputs. */
  readonly inputs: Clock;
  /** Field at the pump for one at the rig's sensor. */
  readonly scaleRatio: number;
  /** So many rig steps of the span were made by a shaft that nothing kept from turning. */
  readonly onMoved: (steps: number) => void;
  /** A trip came: at most so many rig steps were made between the crossing and the hold. */
  readonly onOverrun: (steps: number) => void;
}

/** What the rig does between two moments of pump time: turn by some steps, or wait. */
export interface RigSpan {
  readonly fromUs: number;
  readonly toUs: number;
  readonly rigFrom: number;
  readonly rigTo: number;
  readonly durationMs: number;
}

interface Begun extends RigSpan {
  readonly deviceUs: number;
  /** Counter at each change of what the board imposes. */
  readonly edges: number[];
  readonly wasHeld: boolean;
  /** Inputs that had reached the pump by then. */
  readonly inputCount: number;
  isCounted: boolean;
}

/** A field at the board's own sensor: the board holds and frees the shaft by itself, and the pump is told when it was. */
export class FieldWatch {
  readonly #options: FieldWatchOptions;
  readonly #stallMt: number;
  readonly #tripMt: number;
  #span: Begun | undefined;
  #isArmed = false;
  #hasEnded = false;
  #isExpecting = false;
  /** Trips that came before the answer to the span in which they happened. */
  #early: { readonly on: boolean; readonly report: ShaftReport }[] = [];
  /** By the board's last word on it; the pump may not have heard it yet. */
  #isTripped = false;
  #inputCount = 0;
  #overrunSteps = 0;
  #shownMt: number | undefined;

  constructor(options: FieldWatchOptions) {
    this.#options = options;
    this.#stallMt = stallFieldMt(options.pump.drive.train.motor);
    this.#tripMt = tripMtOf(this.#stallMt, options.scaleRatio);
    options.trace.declare(sensedSignals);
  }

  /** Most rig steps that the shaft can have made, in any trip, after the field had crossed and before it was held. */
  get overrunSteps(): number {
    return this.#overrunSteps;
  }

  /** The board takes over from here on, at the field that holds the plant's rotor. */
  arm(): void {
    this.#isArmed = true;
    const mode = this.#options.facts.holdMode ?? 'none';
    this.#options.requests.send('FIELD', { tripMt: this.#tripMt, mode }, () => {});
  }

  /** The run is over: trips mean nothing to the pump any more. True where the board has to be told. */
  end(): boolean {
    this.#hasEnded = true;
    return this.#isArmed;
  }

  /** A span has been asked for: the board may begin it, and trip in it, before its answer has come. */
  expect(): void {
    this.#isExpecting = true;
  }

  /** The board has begun a span; `report` is of that moment. */
  begin(report: ShaftReport, span: RigSpan): void {
    const [wasHeld, inputCount] = [this.#isTripped, this.#inputCount];
    this.#span = { ...span, deviceUs: report.deviceUs, edges: [], wasHeld, inputCount, isCounted: false };
    this.#isExpecting = false;
    for (const { on, report: then } of this.#early.splice(0)) this.tripped(on, then);
  }

  /** At the pump time of a span's end: true where nothing came from the sensor meanwhile. */
  ended(report: ShaftReport): boolean {
    this.#count();
    this.#show(report.fieldMt);
    const span = this.#span;
    return span === undefined || (span.edges.length === 0 && span.inputCount === this.#inputCount);
  }

  /** The board crossed its threshold; pump time has not gone there yet. */
  tripped(on: boolean, report: ShaftReport): void {
    if (!this.#isArmed || this.#hasEnded) return;
    if (this.#isExpecting) {
      this.#early.push({ on, report });
      return;
    }
    const { inputs } = this.#options;
    const span = this.#span;
    const overrunSteps = on && hasShaftFlag(report.flags, 'moving') ? overrunIn(span) : 0;
    if (on !== this.#isTripped) span?.edges.push(report.counterSteps);
    this.#isTripped = on;
    inputs.at(Math.max(inputs.nowUs(), span === undefined ? 0 : pumpUsOf(span, report.deviceUs)), () => {
      this.#count();
      this.#inputCount += 1;
      this.#show(report.fieldMt);
      if (on) this.#held(report.fieldMt, overrunSteps);
      else this.#options.pump.removeField();
    });
  }

  #held(sensedMt: number, overrunSteps: number): void {
    const { pump, trace, scaleRatio } = this.#options;
    this.#overrunSteps = Math.max(this.#overrunSteps, overrunSteps);
    trace.step('rig.overrunSteps', overrunSteps);
    this.#options.onOverrun(overrunSteps);
    pump.setField({ fieldMt: Math.max(this.#stallMt, Math.abs(sensedMt) * scaleRatio), ...PLACE });
  }

  /** What the shaft made of the span; asked before anything of its own happens to the pump there, and once. */
  #count(): void {
    const span = this.#span;
    if (span === undefined || span.isCounted) return;
    span.isCounted = true;
    this.#options.onMoved(freeStepsOf(span));
  }

  #show(fieldMt: number): void {
    if (this.#shownMt !== undefined && Math.abs(fieldMt - this.#shownMt) < SHOWN_MT) return;
    this.#shownMt = fieldMt;
    this.#options.trace.step('rig.fieldMt', fieldMt);
  }
}

/** Whole millitesla, as the wire has them, and no less than what holds the plant's rotor. */
function tripMtOf(stallMt: number, scaleRatio: number): number {
  const tripMt = Math.ceil(stallMt / scaleRatio);
  if (tripMt >= TRIP_MT_MIN && tripMt <= TRIP_MT_MAX) return tripMt;
  const [least, most] = [stallMt / TRIP_MT_MAX, stallMt / (TRIP_MT_MIN - 1)].map((ratio) =>
    Number(ratio.toPrecision(3)),
  );
  const message = `A field scale of ${scaleRatio} would trip at ${tripMt} mT at the sensor, where ${TRIP_MT_MIN} to ${TRIP_MT_MAX} mT are possible.`;
  throw new HilError('FIELD_SCALE', 'usage', message, {
    hint: `This pump's rotor is held from ${stallMt} mT on: a scale from ${least} to below ${most} fits.`,
  });
}

/** Segment start plus what passed on the board since, at the speed of the segment; within the segment. */
function pumpUsOf({ deviceUs, durationMs, fromUs, toUs }: Begun, atDeviceUs: number): number {
  const elapsedUs = (atDeviceUs - deviceUs + DEVICE_US) % DEVICE_US;
  const boardUs = durationMs * 1000;
  // Half of the circle ahead is a moment before the span began.
  if (elapsedUs >= DEVICE_US / 2) return fromUs;
  return fromUs + Math.round((Math.min(elapsedUs, boardUs) / boardUs) * (toUs - fromUs));
}

function overrunIn(span: Begun | undefined): number {
  if (span === undefined) return 0;
  return Math.ceil((LATENCY_US * (span.rigTo - span.rigFrom)) / (span.durationMs * 1000));
}

function freeStepsOf({ rigFrom, rigTo, edges, wasHeld }: Begun): number {
  let isHeld = wasHeld;
  let fromSteps = rigFrom;
  let freeSteps = 0;
  for (const edge of [...edges, rigTo]) {
    const atSteps = Math.min(rigTo, Math.max(fromSteps, edge));
    if (!isHeld) freeSteps += atSteps - fromSteps;
    isHeld = !isHeld;
    fromSteps = atSteps;
  }
  return freeSteps;
}
