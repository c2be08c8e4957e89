import { expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { US_PER_DAY } from '../../../../firmware-sim/base/time-units.ts';
import { rollersOf } from '../../../../firmware-sim/products/product.ts';
import type { Pump } from '../../../../firmware-sim/pump.ts';
import type { Bench } from '../../../../hil/bench.ts';
import { scenarioNamed, scenarioNames } from '../../../../hil/scenario/library.ts';
import { IntervalReader } from '../../../../hil/scenario/readings/interval-reader.ts';
import { RunSignals } from '../../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../../hil/scenario/readings/signal-sources.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { runCount } from '../../../run-count.ts';

/** Rounding of sums over a run in double precision. */
const SLACK = 1e-7;
const HORIZON_US = 4 * US_PER_DAY;

interface Truth {
  readonly timeUs: number;
  readonly signal: string;
  readonly truth: number;
}

/** Shipped scenarios without a magnet in a hand and without line faults, which need a rig with a line. */
const names = scenarioNames().filter((name) => {
  const { fieldFrom, timeline } = scenarioNamed(name);
  return fieldFrom === undefined && timeline.every(({ action }) => action.kind !== 'faults');
});

function truthsOf(pump: Pump): Readonly<Record<string, number>> {
  const { catheter, reservoir, firmware, delivery, metering } = pump;
  return {
    'pump.programmedMl': metering.commandedSteps() * delivery.stepMl,
    'pump.reservoirMl': firmware.calculator.calculatedMl,
    'true.deliveredMl': reservoir.deliveredMl,
    'true.reservoirMl': reservoir.volumeMl,
    ...(rollersOf(pump.product) === undefined ? {} : { 'true.rotorDeg': pump.drive.rotorDeg() }),
    ...(catheter === undefined ? {} : { 'true.catheterKpa': catheter.catheter.kpa }),
  };
}

/** Reads the plant at drawn times of a run; half of them within its first hours. */
async function observed(name: string, count: number) {
  const stream = new RandomStream(3, name);
  const truths: Truth[] = [];
  let bench: Bench | undefined;
  await runScenario(scenarioNamed(name), {
    rig: 'model',
    onBench: (opened) => {
      bench = opened;
      for (let i = 0; i < count; i += 1) {
        const timeUs = Math.floor(stream.uniform() * HORIZON_US * (i % 2 === 0 ? 1 : 0.05));
        opened.pumpClock.at(timeUs, () => {
          for (const [signal, truth] of Object.entries(truthsOf(opened.pump))) truths.push({ timeUs, signal, truth });
        });
      }
    },
  });
  const { records, signals } = (bench as Bench).trace;
  const read = [...new Set(truths.map(({ signal }) => signal))];
  const book = new RunSignals(signals, withSources(read, signals));
  for (const record of records) book.hear(record);
  return truths.map((one) => ({ ...one, reading: new IntervalReader(book, one.signal).at(one.timeUs) }));
}

test.each(names)('the values read from a trace are those of the plant: %s', async (name) => {
  const all = await observed(name, runCount({ quick: 40, long: 1500 }));
  const wrong = all.filter(
    ({ truth, reading }) => reading !== undefined && !(truth >= reading.low - SLACK && truth <= reading.high + SLACK),
  );
  expect(wrong.slice(0, 3)).toEqual([]);
});
