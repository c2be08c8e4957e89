import { expectedLagWords } from '../rigs/sensed-lag.ts';
import type { MonitoredRig, RigReading } from './rig-monitor.ts';

/** Smallest field change that is shown. Smaller ones are noise. */
const FIELD_MT = 0.5;
const SHAFT_DEG = 0.2;
const LINE_EVERY_S = 1;
const BAR_CHARS = 30;
/** Full scale of the field bar: the sensor range that hil/sketch/BENCH.md describes. */
const BAR_MT = 120;
const EVENTS_SHOWN = 5;

/** Selects the readings that a pipe gets: each change, and at least one a second. */
export class WorthALine {
  #last: RigReading | undefined;

  isWorth(reading: RigReading): boolean {
    const last = this.#last;
    const worth = last === undefined || reading.events.length > 0 || differs(reading, last);
    if (worth) this.#last = reading;
    return worth;
  }
}

function differs(now: RigReading, before: RigReading): boolean {
  return (
    now.seconds - before.seconds >= LINE_EVERY_S ||
    now.counterSteps !== before.counterSteps ||
    now.stallMode !== before.stallMode ||
    now.stopCause !== before.stopCause ||
    now.flags.join() !== before.flags.join() ||
    apart(now.fieldMt, before.fieldMt, FIELD_MT) ||
    apart(now.shaftDeg, before.shaftDeg, SHAFT_DEG)
  );
}

function apart(now: number | null, before: number | null, least: number): boolean {
  return now === null || before === null ? now !== before : Math.abs(now - before) >= least;
}

function fieldText(fieldMt: number | null): string {
  return fieldMt === null ? 'no sensor' : `${fieldMt.toFixed(1)} mT`;
}

function shaftText(shaftDeg: number | null): string {
  return shaftDeg === null ? 'no encoder' : `${shaftDeg.toFixed(2)} deg`;
}

/** Formats a reading as one line. */
export function readingLine({
  seconds,
  fieldMt,
  shaftDeg,
  counterSteps,
  stallMode,
  stopCause,
  flags,
  events,
  roundTripMs,
}: RigReading): string {
  const stop = stopCause === 'none' ? '' : `  stopped by ${stopCause}`;
  const lag = expectedLagWords(1000 * roundTripMs);
  const slow = lag === undefined ? '' : `  ${lag}`;
  const heard = events.map((event) => `  ! ${event}`).join('');
  return `${seconds.toFixed(1).padStart(7)} s  field ${fieldText(fieldMt)}  shaft ${shaftText(shaftDeg)}  counter ${counterSteps}  stall ${stallMode}${stop}  ${flags.join(' ')}${heard}${slow}`;
}

/** Formats readings for a terminal. The latest events stay visible. */
export class MonitorScreen {
  readonly #rig: MonitoredRig;
  #events: readonly string[] = [];

  constructor(rig: MonitoredRig) {
    this.#rig = rig;
  }

  /** Formats a reading as rows for a terminal. `mark` highlights a field that can hold a rotor. */
  rows(reading: RigReading, mark: (text: string) => string): readonly string[] {
    const { seconds, fieldMt, shaftDeg, counterSteps, stallMode, stopCause, flags, events, roundTripMs } = reading;
    const lag = expectedLagWords(1000 * roundTripMs);
    this.#events = [...this.#events, ...events.map((event) => `${seconds.toFixed(1)} s  ${event}`)].slice(
      -EVENTS_SHOWN,
    );
    const { rig, unitNumber, tripMt } = this.#rig;
    const holds = fieldMt !== null && Math.abs(fieldMt) >= tripMt;
    const field = fieldMt === null ? 'no sensor' : `${fieldText(fieldMt).padStart(9)} ${bar(fieldMt)}`;
    return [
      `${rig}, unit ${unitNumber}   ${seconds.toFixed(1)} s   Ctrl-C ends it`,
      `field   ${holds ? mark(`${field}  would hold the rotor`) : field}   (threshold ${tripMt} mT)`,
      `shaft   ${shaftText(shaftDeg)}   counter ${counterSteps}`,
      `stall   ${stallMode}   stop ${stopCause}   ${flags.join(' ')}`,
      ...(lag === undefined ? [] : [`link    ${lag}`]),
      ...this.#events.map((event) => `event   ${event}`),
    ];
  }
}

function bar(fieldMt: number): string {
  const filled = Math.min(BAR_CHARS, Math.round((Math.abs(fieldMt) / BAR_MT) * BAR_CHARS));
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_CHARS - filled)}]`;
}
