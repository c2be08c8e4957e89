import { stepPeriodUs } from '../../../firmware-sim/base/motor-line.ts';
import type { SlipStatement } from '../../../firmware-sim/base/motor-port.ts';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { driveTrainOf } from '../../../firmware-sim/build/pump-build.ts';
import { Drive } from '../../../firmware-sim/plant/drive.ts';
import type { MagneticField } from '../../../firmware-sim/plant/magnetic-field.ts';
import { pumpSignals } from '../../../firmware-sim/pump-signals.ts';
import { type EventRecord, isEvent } from '../../../firmware-sim/trace/record.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';
import { theProduct, theRollers } from '../pump-run.ts';

export const defaultTrain = driveTrainOf(theRollers());
/** Microseconds of a motor step at 24 mL/day. */
export const PERIOD_US = 450_000;

/** A drive without firmware that steps at 24 mL/day, with its reports and records. */
export function turningDrive(seed = 1, train = defaultTrain) {
  const clock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
  trace.declare(pumpSignals(theProduct(), 1));
  const drive = new Drive({ clock, trace, train, lossStream: new RandomStream(seed, 'lost motor turns') });
  const reports: SlipStatement[] = [];
  drive.onShaft = (report) => void reports.push(report);
  drive.begin();
  drive.follow({ anchorUs: 0, anchorSteps: 0, periodUs: stepPeriodUs(24_000_000, 30_000, 240) });
  const toSteps = (steps: number): void => clock.advanceTo(steps * PERIOD_US);
  const states = (): readonly (readonly [unknown, number])[] =>
    trace.records
      .filter((record): record is EventRecord => isEvent(record) && record.e === 'true.rotor')
      .map((record) => [record.state, record.t] as const);
  return { clock, trace, drive, reports, toSteps, states };
}

/** A field in the rotor plane. */
export function across(fieldMt: number, azimuthDeg = 40): MagneticField {
  return { fieldMt, angleToNormalDeg: 90, azimuthDeg };
}
