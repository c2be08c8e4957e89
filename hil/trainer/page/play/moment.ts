import type { Product } from '../../../../firmware-sim/products/product.ts';
import type { RunTrace } from './run-trace.ts';

/** Field at the pump, as the run has it. */
export interface FieldAtPump {
  readonly fieldMt: number;
  readonly azimuthDeg: number;
  readonly angleToNormalDeg: number;
  /** `hand magnet`, `phone` or `laptop`; absent for a scanner. */
  readonly magnet: string | undefined;
  /** Distance of a hand magnet or a laptop from the skin, or of a phone from the rotor. */
  readonly distanceMm: number;
}

/** Returns whether two fields are equal. */
export function isSameField(a: FieldAtPump, b: FieldAtPump): boolean {
  return (
    a.fieldMt === b.fieldMt &&
    a.azimuthDeg === b.azimuthDeg &&
    a.angleToNormalDeg === b.angleToNormalDeg &&
    a.magnet === b.magnet &&
    a.distanceMm === b.distanceMm
  );
}

/** Everything that the scene shows of one moment of a run. */
export interface Moment {
  readonly atUs: number;
  readonly rotorDeg: number;
  /** Angle that the pump has commanded: its believed volume, in turns. */
  readonly commandedDeg: number;
  /** Turns of the rotor and of the commanded rotor, per second of pump time. */
  readonly degPerSecond: number;
  readonly commandedDegPerSecond: number;
  readonly rotorState: string;
  readonly believedUl: number;
  readonly deliveredUl: number;
  readonly missingUl: number;
  /** Volume that left the tip of the catheter; undefined without a catheter in the run. */
  readonly arrivedUl: number | undefined;
  /** Mass of the first drug that left the tip; undefined without a drug or a catheter in the run. */
  readonly arrivedUg: number | undefined;
  readonly believedReservoirMl: number;
  readonly trueReservoirMl: number;
  readonly rateMlPerDay: number;
  readonly field: FieldAtPump;
  /** Causes of the standing alarms. */
  readonly alarms: readonly string[];
  readonly catheter: string;
  readonly catheterKpa: number;
  readonly isFlipped: boolean;
  readonly valves: string;
}

const UL_PER_ML = 1000;
const noField: FieldAtPump = { fieldMt: 0, azimuthDeg: 0, angleToNormalDeg: 90, magnet: undefined, distanceMm: 0 };

/** Reads one moment from a trace. */
export function momentAt(trace: RunTrace, product: Product, atUs: number): Moment {
  const value = (signal: string): number => trace.valueAt(signal, atUs) ?? 0;
  const believedUl = value('pump.programmedMl') * UL_PER_ML;
  const deliveredUl = value('true.deliveredMl') * UL_PER_ML;
  const ulPerTurn = turnVolumeUl(product);
  return {
    atUs,
    rotorDeg: value('true.rotorDeg'),
    commandedDeg: ulPerTurn === undefined ? 0 : (believedUl / ulPerTurn) * 360,
    commandedDegPerSecond:
      ulPerTurn === undefined ? 0 : ((trace.slopeAt('pump.programmedMl', atUs) * UL_PER_ML) / ulPerTurn) * 360,
    degPerSecond: ulPerTurn === undefined ? 0 : trace.slopeAt('true.rotorDeg', atUs),
    rotorState: String(trace.lastEvent('true.rotor', atUs)?.state ?? 'turning'),
    believedUl,
    deliveredUl,
    missingUl: value('true.undeliveredMl') * UL_PER_ML,
    arrivedUl: trace.has('true.tipMl') ? value('true.tipMl') * UL_PER_ML : undefined,
    arrivedUg: trace.valueAt('true.tipUg', atUs),
    believedReservoirMl: value('pump.reservoirMl'),
    trueReservoirMl: value('true.reservoirMl'),
    rateMlPerDay: value('pump.rateMlPerDay'),
    field: fieldAt(trace, atUs),
    alarms: alarmsAt(trace, atUs),
    catheter: String(trace.lastEvent('true.catheter', atUs)?.state ?? 'open'),
    catheterKpa: value('true.catheterKpa'),
    isFlipped: trace.lastEvent('true.film', atUs)?.flipped === true,
    valves: String(trace.lastEvent('true.valves', atUs)?.state ?? 'metering'),
  };
}

/** Volume of a turn of the rotor; undefined for a pump without one. */
function turnVolumeUl({ drive }: Product): number | undefined {
  return drive.kind === 'rollers' ? drive.quantities.revolutionUl.value : undefined;
}

function fieldAt(trace: RunTrace, atUs: number): FieldAtPump {
  const event = trace.lastEvent('in.field', atUs);
  if (event === undefined || event.fieldMt === 0) return noField;
  // Only the first visit of a device has a name.
  const first =
    event.number === undefined
      ? event
      : trace.eventsUntil('in.field', atUs).findLast(({ magnet }) => magnet !== undefined);
  return {
    fieldMt: Number(event.fieldMt),
    azimuthDeg: Number(event.azimuthDeg ?? 0),
    angleToNormalDeg: Number(event.angleToNormalDeg ?? 90),
    magnet: first?.magnet === undefined ? undefined : String(first.magnet),
    distanceMm: Number(first?.distanceMm ?? 0),
  };
}

function alarmsAt(trace: RunTrace, atUs: number): readonly string[] {
  const raised = new Set<string>();
  for (const event of trace.eventsUntil('pump.alarm', atUs)) {
    if (event.phase === 'raised') raised.add(String(event.cause));
    else raised.delete(String(event.cause));
  }
  return [...raised];
}
