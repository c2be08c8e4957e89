import { stallFieldMt } from '../../firmware-sim/plant/two-pole-motor.ts';
import type { PumpBody } from '../../firmware-sim/pump-body.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { Clock } from '../../protocol/clock.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import { MissedTrip } from './claims/missed-trip.ts';
import type { RigFacts } from './rig-facts.ts';
import type { RigRequests } from './rig-requests.ts';
import { sensedSignals } from './rig-signals.ts';

/** Longest time from the moment at which the field crosses the board's threshold to the hold. */
const LATENCY_US = 25_000;
/** Smallest threshold. The sensor's zero may be off by 2 mT, and a trip ends 0.5 mT below its threshold. */
const TRIP_MT_MIN = 3;
const TRIP_MT_MAX = 3000;
/** Assumed direction of a sensed field: in the rotor plane and across the drive, where it kicks a rotor least. */
const PLACE = { angleToNormalDeg: 90, azimuthDeg: 90 } as const;
/** Smallest change of the reading that is recorded. Smaller changes are noise. */
const SHOWN_MT = 0.5;
const DEVICE_US = 2 ** 32;

export interface FieldWatchOptions {
  readonly requests: RigRequests;
  readonly facts: RigFacts;
  readonly pump: PumpBody;
  readonly trace: Trace;
  /** Lane of sensed inputs on the pump clock. */
  readonly inputs: Clock;
  /** Ratio of the field at the pump to the field at the rig's sensor. */
  readonly scaleRatio: number;
  /** Receives each field in mT that acts on the pump; 0 when it ends. */
  readonly onSensed?: ((fieldMt: number) => void) | undefined;
  /** Receives the number of rig steps that the free shaft made in the span. */
  readonly onMoved: (steps: number) => void;
  /** Called at a trip, with the largest number of rig steps between the crossing and the hold. */
  readonly onOverrun: (steps: number) => void;
}

/** Motion or wait of the rig between two moments of pump time. */
export interface RigSpan {
  readonly fromUs: number;
  readonly toUs: number;
  readonly rigFrom: number;
  readonly rigTo: number;
  readonly durationMs: number;
}

interface Begun extends RigSpan {
  readonly deviceUs: number;
  /** Counter at each hold and each release by the board. */
  readonly edges: number[];
  readonly wasHeld: boolean;
  /** Number of inputs that the pump had received when the span began. */
  readonly inputCount: number;
  isCounted: boolean;
}

/**
 * Follows the field at the board's own sensor. The board holds and frees the shaft by itself. The pump receives the
 * times.
 */
export class FieldWatch {
  readonly #options: FieldWatchOptions;
  readonly #stallMt: number;
  readonly #tripMt: number;
  readonly #missedTrip: MissedTrip;
  #span: Begun | undefined;
  #isArmed = false;
  #hasEnded = false;
  #isExpecting = false;
  /** Trips that arrived before the reply to the request of their span. */
  #early: { readonly on: boolean; readonly report: ShaftReport }[] = [];
  /** State by the latest event of the board. The pump may not have received it yet. */
  #isTripped = false;
  #inputCount = 0;
  #overrunSteps = 0;
  #shownMt: number | undefined;

  constructor(options: FieldWatchOptions) {
    this.#options = options;
    this.#stallMt = stallFieldMt(options.pump.drive.train.motor);
    this.#tripMt = tripMtOf(this.#stallMt, options.scaleRatio);
    this.#missedTrip = new MissedTrip(this.#tripMt, LATENCY_US);
    options.trace.declare(sensedSignals);
  }

  /** Largest number of rig steps that a trip can have added between the crossing and the hold. */
  get overrunSteps(): number {
    return this.#overrunSteps;
  }

  /** Arms the board's sensor. The threshold is the field that holds the plant's rotor. */
  arm(): void {
    this.#isArmed = true;
    const mode = this.#options.facts.holdMode ?? 'none';
    this.#options.requests.send('FIELD', { tripMt: this.#tripMt, mode }, () => {});
  }

  /** Ends the watch. Later trips do not reach the pump. Returns true if the board must be disarmed. */
  end(): boolean {
    this.#hasEnded = true;
    return this.#isArmed;
  }

  /** Announces a requested span. The board may begin the span, and trip in it, before its reply arrives. */
  expect(): void {
    this.#isExpecting = true;
  }

  /** Begins a span at the time of `report`. */
  begin(report: ShaftReport, span: RigSpan): void {
    const missed = this.#missedTrip.failureAt(report);
    if (missed !== undefined) this.#options.requests.fail(missed);
    const [wasHeld, inputCount] = [this.#isTripped, this.#inputCount];
    this.#span = { ...span, deviceUs: report.deviceUs, edges: [], wasHeld, inputCount, isCounted: false };
    this.#isExpecting = false;
    for (const { on, report: then } of this.#early.splice(0)) this.tripped(on, then);
  }

  /** Ends a span at its pump time. Returns true if the sensor caused no trip meanwhile. */
  ended(report: ShaftReport): boolean {
    this.#count();
    this.#show(report.fieldMt);
    const span = this.#span;
    return span === undefined || (span.edges.length === 0 && span.inputCount === this.#inputCount);
  }

  /** Takes a trip event. Its pump time is not reached yet. */
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
      else this.#freed();
    });
  }

  #held(sensedMt: number, overrunSteps: number): void {
    const { pump, trace, scaleRatio } = this.#options;
    this.#overrunSteps = Math.max(this.#overrunSteps, overrunSteps);
    trace.step('rig.overrunSteps', overrunSteps);
    this.#options.onOverrun(overrunSteps);
    const fieldMt = Math.max(this.#stallMt, Math.abs(sensedMt) * scaleRatio);
    pump.setField({ fieldMt, ...PLACE });
    this.#options.onSensed?.(fieldMt);
  }

  #freed(): void {
    this.#options.pump.removeField();
    this.#options.onSensed?.(0);
  }

  /** Reports the free steps of the span once, before the sensed input acts on the pump. */
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

/**
 * Returns the threshold in whole millitesla, as on the wire. It is never below the field that holds the plant's rotor.
 */
function tripMtOf(stallMt: number, scaleRatio: number): number {
  const tripMt = Math.ceil(stallMt / scaleRatio);
  if (tripMt >= TRIP_MT_MIN && tripMt <= TRIP_MT_MAX) return tripMt;
  const [least, most] = [stallMt / TRIP_MT_MAX, stallMt / (TRIP_MT_MIN - 1)].map((ratio) =>
    Number(ratio.toPrecision(3)),
  );
  const message = `A field scale of "${scaleRatio}" puts the threshold at ${tripMt} mT at the sensor; allowed: ${TRIP_MT_MIN} to ${TRIP_MT_MAX} mT.`;
  throw new HilError('FIELD_SCALE', 'usage', message, {
    hint: `This pump's rotor stalls from ${stallMt} mT on: use a scale from ${least} to below ${most}.`,
  });
}

/** Returns the pump time of a moment on the board's clock: the elapsed share of the segment, limited to the segment. */
function pumpUsOf({ deviceUs, durationMs, fromUs, toUs }: Begun, atDeviceUs: number): number {
  const elapsedUs = (atDeviceUs - deviceUs + DEVICE_US) % DEVICE_US;
  const boardUs = durationMs * 1000;
  // The clock wraps. An elapsed time of half its range or more means a moment before the span began.
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
