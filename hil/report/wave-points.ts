import { exp } from '../../firmware-sim/base/exact-math.ts';
import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import type { EventRecord, TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';

type NumberRecord = Exclude<TraceRecord, EventRecord> & { readonly v: number };

/** A value at a time. */
export interface WavePoint {
  readonly atUs: number;
  readonly value: number;
}

/**
 * Points drawn within one sloped line. A viewer that holds values is off by at most 1/32 of the line's change. A viewer
 * that joins points is exact.
 */
const LINE_PARTS = 32;
/** Points per time constant. The chord of a curve is off by at most 1/512 of the change. */
const PARTS_PER_TAU = 8;
/** Number of time constants that are drawn. After them 0.03 % of the change is left. */
const TAUS_DRAWN = 8;

/**
 * Returns the points to draw for one record: its value, points within its line or curve, and its end just before
 * `untilUs`. `untilUs` is the time of the next record or the end of the run. Times are whole microseconds and rise.
 */
export function* wavePoints(
  record: NumberRecord,
  untilUs: number,
  { kind, quantum, min = Number.NEGATIVE_INFINITY }: Pick<SignalDeclaration, 'kind' | 'quantum' | 'min'>,
): Generator<WavePoint> {
  const { t, v } = record;
  yield { atUs: t, value: Math.max(min, v) };
  if (kind === 'step') return;
  let lastUs = t;
  for (const atUs of timesOf(record, untilUs, quantum)) {
    if (atUs <= lastUs || atUs >= untilUs) continue;
    lastUs = atUs;
    yield { atUs, value: Math.max(min, valueAt(record, atUs)) };
  }
}

/** Returns the times after the record at which its value is drawn. */
function* timesOf(record: NumberRecord, untilUs: number, quantum: number | undefined): Generator<number> {
  const { t } = record;
  if ('to' in record) {
    const partUs = record.tauUs / PARTS_PER_TAU;
    for (let i = 1; i <= PARTS_PER_TAU * TAUS_DRAWN && t + i * partUs < untilUs; i += 1)
      yield Math.round(t + i * partUs);
  } else {
    const slope = 'r' in record ? record.r : 0;
    const spanUs = untilUs - 1 - t;
    const change = Math.abs(slope * spanUs) / US_PER_SECOND;
    const steps = quantum === undefined ? LINE_PARTS : Math.ceil(change / quantum);
    const parts = change === 0 ? 1 : Math.min(LINE_PARTS, steps);
    for (let i = 1; i < parts; i += 1) yield Math.round(t + (i * spanUs) / parts);
  }
  yield untilUs - 1;
}

function valueAt(record: NumberRecord, atUs: number): number {
  const { t, v } = record;
  if ('to' in record) return record.to + (v - record.to) * exp((t - atUs) / record.tauUs);
  return 'r' in record ? v + (record.r * (atUs - t)) / US_PER_SECOND : v;
}
