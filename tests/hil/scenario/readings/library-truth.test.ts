import { expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { US_PER_DAY } from '../../../../firmware-sim/base/time-units.ts';
import { type Product, rollersOf } from '../../../../firmware-sim/products/product.ts';
import type { Pump } from '../../../../firmware-sim/pump.ts';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../../firmware-sim/trace/signal.ts';
import type { Bench } from '../../../../hil/bench.ts';
import type { Measurement } from '../../../../hil/scenario/checks/measurement.ts';
import { RunChecks } from '../../../../hil/scenario/expect/run-checks.ts';
import { namesForModel, scenarioNamed } from '../../../../hil/scenario/library.ts';
import { IntervalReader } from '../../../../hil/scenario/readings/interval-reader.ts';
import { RunSignals } from '../../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../../hil/scenario/readings/signal-sources.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { everySo, runCount } from '../../../run-count.ts';

/** Rounding of sums over a run in double precision. */
const SLACK = 1e-7;
/** Resolution of an emulated 28BYJ-48. */
const RIG_DEG = 0.8566;
const HORIZON_US = 4 * US_PER_DAY;

interface Truth {
  readonly timeUs: number;
  readonly signal: string;
  readonly truth: number;
}

/** Shipped scenarios without a magnet in a hand and without line faults, which need a rig with a line. */
const names = namesForModel().filter((name) => {
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
  const { trace, pump } = bench as Bench;
  const { records, signals } = trace;
  const read = [...new Set(truths.map(({ signal }) => signal))];
  const book = new RunSignals(signals, withSources(read, signals));
  for (const record of records) book.hear(record);
  const all = truths.map((one) => ({ ...one, reading: new IntervalReader(book, one.signal).at(one.timeUs) }));
  return { all, onRig: judgedOnRig(name, pump.product, signals, records) };
}

/** Judges a run of the model as that of a rig. The shaft adds its resolution to true values. */
function judgedOnRig(
  name: string,
  product: Product,
  signals: readonly SignalDeclaration[],
  records: readonly TraceRecord[],
): readonly Measurement[] {
  const checks = new RunChecks(scenarioNamed(name), product, signals);
  const coarse = records.map((record) =>
    's' in record && record.s === 'bench.resolutionDeg' ? { ...record, v: RIG_DEG } : record,
  );
  const begin = coarse.findIndex((record) => 'e' in record && record.e === 'bench.begin');
  for (const [i, record] of coarse.entries()) {
    if (i < begin) checks.hearBefore(record);
    else checks.hear(record);
  }
  return checks.judge({ signals: checks.signalsOf(signals, coarse), endUs: coarse.at(-1)?.t ?? 0 });
}

test.each(everySo(3, names))(
  'values from a trace are those of the plant, and a rig decides its checks: %s',
  async (name) => {
    const { all, onRig } = await observed(name, runCount({ quick: 15, long: 1500 }));
    const wrong = all.filter(
      ({ truth, reading }) => reading !== undefined && !(truth >= reading.low - SLACK && truth <= reading.high + SLACK),
    );
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(onRig.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  },
);
