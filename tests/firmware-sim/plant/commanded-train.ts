import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { lane, VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { Drive } from '../../../firmware-sim/plant/drive.ts';
import { motorSignals } from '../../../firmware-sim/plant/motor-signals.ts';
import { Reservoir } from '../../../firmware-sim/plant/reservoir.ts';
import { type StepRun, StepTrain } from '../../../firmware-sim/plant/step-train.ts';
import { pumpSignals } from '../../../firmware-sim/pump-signals.ts';
import { isEvent } from '../../../firmware-sim/trace/record.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';
import { theProduct } from '../pump-run.ts';
import { defaultTrain } from './turning-drive.ts';

/** A drive with a reservoir of 0.05 mL that runs dry after some 400 steps. */
export function plant(seed: number) {
  const clock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
  trace.declare(pumpSignals(theProduct(), 1));
  trace.declare(motorSignals);
  const motorClock = clock.lane(lane.motorStep);
  const lossStream = new RandomStream(seed, 'lost motor turns');
  const drive = new Drive({ clock: motorClock, trace, train: defaultTrain, lossStream });
  const reservoir = new Reservoir({
    clock: motorClock,
    trace,
    metering: drive,
    capacityMl: 20,
    residualMl: 0,
    residualInside: false,
    initialMl: 0.05,
  });
  const events = (): readonly string[] => trace.records.filter(isEvent).map((record) => JSON.stringify(record));
  return { clock, trace, drive, reservoir, events };
}

/** Commands runs at their times, as the participant of the pump clock does, and ends late trains. */
export function commandedBy(runs: readonly StepRun[], seed = 1) {
  const parts = plant(seed);
  const { clock, drive, trace } = parts;
  const train = new StepTrain({ clock, trace, drive, power: undefined });
  const steps = clock.lane(lane.firmware);
  train.begin();
  drive.begin();
  let cancelLate = (): void => {};
  const command = (run: StepRun): void => {
    cancelLate();
    const rest = train.command(run);
    if (rest !== undefined) steps.at(rest.firstUs, () => command(rest));
    const { lateUs } = train;
    if (lateUs !== Number.POSITIVE_INFINITY) cancelLate = steps.at(lateUs, () => train.end());
  };
  for (const run of runs) steps.at(run.firstUs, () => command(run));
  return { ...parts, train };
}
