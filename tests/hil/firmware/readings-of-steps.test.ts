import { expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { Bench } from '../../../hil/bench.ts';
import { IntervalReader } from '../../../hil/scenario/readings/interval-reader.ts';
import { RunSignals } from '../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../hil/scenario/readings/signal-sources.ts';
import { JitteringStepper } from './jittering-stepper.ts';

const S = 1_000_000;
/** Rounding of sums in double precision. */
const SLACK = 1e-8;

/** Reads the plant's values at a time. */
function plantOf({ body }: Bench) {
  const { drive, reservoir } = body;
  return {
    'true.rotorDeg': drive.rotorDeg(),
    'true.deliveredMl': reservoir.deliveredMl,
    'true.reservoirMl': reservoir.volumeMl,
    'true.undeliveredMl': body.firmwarePort.ordered().volumeMl - reservoir.deliveredMl,
    'motor.commandedSteps': drive.commandedSteps(),
  };
}

type Values = ReturnType<typeof plantOf>;

/** A run with jitter, changes of rate, pauses and fields, observed at drawn times. */
async function observed(
  seed: number,
): Promise<{ readonly bench: Bench; readonly seen: readonly (readonly [number, Values])[] }> {
  const firmware = new JitteringStepper(seed);
  const bench = await Bench.open({ rig: 'model', hosted: firmware, seed, state: { reservoirMl: 1 } });
  const stream = new RandomStream(seed, 'observation');
  const seen: (readonly [number, Values])[] = [];
  for (let count = 0; count < 200; count += 1) {
    await bench.wait(Math.round(stream.between(1, 30 * S)));
    if (count % 40 === 7) await bench.field({ fieldMt: 1500 });
    if (count % 40 === 15) await bench.field({ fieldMt: 2.75 });
    if (count % 40 === 23) await bench.noField();
    const rateMlPerDay = Math.ceil(stream.between(0, 24));
    if (count % 50 === 30) bench.underTest?.orders.program({ mode: 'simple continuous', rateMlPerDay });
    seen.push([bench.nowUs, plantOf(bench)]);
  }
  await bench.wait('1 min');
  await bench.close();
  return { bench, seen };
}

test.each([1, 2, 3, 4, 5])("readings of jittering steps hold the plant's values, seed %i", async (seed) => {
  const { bench, seen } = await observed(seed);
  const names = Object.keys(seen[0]?.[1] ?? {}) as (keyof Values)[];
  const signals = new RunSignals(bench.trace.signals, withSources(names, bench.trace.signals));
  for (const record of bench.trace.records) signals.hear(record);
  for (const name of names) {
    const reader = new IntervalReader(signals, name);
    for (const [atUs, values] of seen) {
      const { low = Number.NaN, high = Number.NaN } = reader.at(atUs) ?? {};
      expect(values[name], `${name} at ${atUs / S} s`).toBeGreaterThanOrEqual(low - SLACK);
      expect(values[name], `${name} at ${atUs / S} s`).toBeLessThanOrEqual(high + SLACK);
    }
  }
  const rotor = new IntervalReader(signals, 'true.rotorDeg');
  const widths = seen.map(([atUs]) => rotor.at(atUs)).map((read) => (read?.high ?? 99) - (read?.low ?? 0));
  expect(Math.max(...widths)).toBeLessThanOrEqual(3 * 1.5 + SLACK);
});
