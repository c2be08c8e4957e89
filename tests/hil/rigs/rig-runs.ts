import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { type EventRecord, isEvent, nameOf, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { fingerprinted, namespaceOf } from '../../../firmware-sim/trace/signal.ts';
import { Bench, type BenchOptions } from '../../../hil/bench.ts';

/** An operation on a pump at a time, independent of the rig. */
export interface RunEntry {
  readonly atUs: number;
  readonly act: (bench: Bench) => void;
}

export interface RigRun {
  readonly name: string;
  readonly entries: readonly RunEntry[];
  readonly endUs: number;
}

const basal: RunEntry = { atUs: 0, act: ({ pump }) => pump.programSimpleContinuous(0.5) };

/** A run with everything that a rig has to follow: kicks, lost steps and turns, boluses, a cut study, a stop. */
export const fullRun: RigRun = {
  name: 'a day of everything',
  endUs: 8 * US_PER_HOUR,
  entries: [
    basal,
    {
      atUs: 5 * US_PER_MINUTE,
      act: ({ pump }) => pump.setField({ fieldMt: 1500, angleToNormalDeg: 90, azimuthDeg: 130 }),
    },
    { atUs: 30 * US_PER_MINUTE, act: ({ pump }) => pump.setField({ fieldMt: 900, azimuthDeg: -70 }) },
    { atUs: US_PER_HOUR, act: ({ pump }) => pump.removeField() },
    { atUs: 2 * US_PER_HOUR, act: ({ pump }) => pump.rollerStudy() },
    { atUs: 2 * US_PER_HOUR + 15 * US_PER_SECOND, act: ({ pump }) => pump.setField({ fieldMt: 1500 }) },
    { atUs: 2 * US_PER_HOUR + 25 * US_PER_SECOND, act: ({ pump }) => pump.removeField() },
    { atUs: 3 * US_PER_HOUR, act: ({ pump }) => pump.setField({ fieldMt: 2.75, azimuthDeg: 10 }) },
    { atUs: 3 * US_PER_HOUR + 1, act: ({ pump }) => pump.singleBolus(0.02, 12) },
    { atUs: 4 * US_PER_HOUR, act: ({ pump }) => pump.removeField() },
    { atUs: 5 * US_PER_HOUR, act: ({ pump }) => pump.programStopped() },
    { atUs: 7 * US_PER_HOUR, act: ({ pump }) => pump.programSimpleContinuous(0.333333) },
  ],
};

/** A run short enough for wall speed. */
export const shortRun: RigRun = {
  name: 'two minutes',
  endUs: 2 * US_PER_MINUTE,
  entries: [
    basal,
    { atUs: 30 * US_PER_SECOND, act: ({ pump }) => pump.setField({ fieldMt: 1500, azimuthDeg: 130 }) },
    { atUs: 80 * US_PER_SECOND, act: ({ pump }) => pump.removeField() },
  ],
};

/** Lost turns from time to time: many lines in a short time. */
export const weakFieldRun: RigRun = {
  name: 'a weak field',
  endUs: 30 * US_PER_SECOND,
  entries: [
    { atUs: 0, act: ({ pump }) => pump.programSimpleContinuous(24) },
    { atUs: US_PER_SECOND, act: ({ pump }) => pump.setField({ fieldMt: 2.75, azimuthDeg: 10 }) },
  ],
};

/** A bench after its run, closed, with its trace. */
export async function benchAfter(run: RigRun, options: BenchOptions, cutsUs: readonly number[] = []): Promise<Bench> {
  const bench = await Bench.open(options);
  try {
    for (const { atUs, act } of run.entries) {
      for (const cutUs of cutsUs) if (cutUs > bench.nowUs && cutUs < atUs) await bench.toUs(cutUs);
      await bench.toUs(atUs);
      act(bench);
    }
    await bench.toUs(run.endUs);
    return bench;
  } finally {
    await bench.close();
  }
}

/** The lines of JSON that make the fingerprint. */
export function fingerprintedLines(records: readonly TraceRecord[]): readonly string[] {
  return records
    .filter((record) => fingerprinted.includes(namespaceOf(nameOf(record))))
    .map((record) => JSON.stringify(record));
}

export function eventsOf(bench: Bench, name: string): readonly EventRecord[] {
  return bench.trace.records.filter(isEvent).filter((record) => record.e === name);
}

/** Entry and pump time of the pump's event log. */
export function loggedOf(bench: Bench): readonly (readonly [entry: unknown, atUs: number])[] {
  return eventsOf(bench, 'pump.log').map((record) => [record.entry, record.t]);
}
