import { expect, test } from 'vitest';
import type { Bench } from '../../../../hil/bench.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import { IntervalReader } from '../../../../hil/scenario/readings/interval-reader.ts';
import { RunSignals } from '../../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../../hil/scenario/readings/signal-sources.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';

const SIGNAL = 'true.undeliveredMl';
const SAMPLES = 400;

/** A gas drive delivers evenly, and its firmware counts in steps of 0.1 uL. The difference is a saw tooth. */
test('the range of a saw tooth includes the moments just before its steps', async () => {
  let bench: Bench | undefined;
  await runScenario(scenarioNamed('gas-drive-in-an-aircraft'), {
    rig: 'model',
    onBench: (opened) => {
      bench = opened;
    },
  });
  const { signals, records } = (bench as Bench).trace;
  const kept = new RunSignals(signals, withSources([SIGNAL], signals));
  for (const record of records) kept.hear(record);
  const reader = new IntervalReader(kept, SIGNAL);
  for (const fromUs of [1_000_000, 30_000_000_000, 64_800_000_001, 72_215_581_725]) {
    for (const lengthUs of [1, 418_275, 3_600_000, 10_000_000, 1_000_000_000]) {
      const { min, max } = reader.settledRange(fromUs, fromUs + lengthUs) ?? expect.fail('no value');
      for (let i = 0; i <= SAMPLES; i += 1) {
        const { low, high } = reader.at(Math.floor(fromUs + (lengthUs * i) / SAMPLES)) ?? expect.fail('no value');
        expect([fromUs, lengthUs, low >= min.low - 1e-12, high <= max.high + 1e-12]).toEqual([
          fromUs,
          lengthUs,
          true,
          true,
        ]);
      }
    }
  }
});

test('a value between two records of one microsecond lasts for no time', () => {
  const signals = [{ name: 'pump.reservoirMl', kind: 'line', unit: 'mL', doc: '' }] as const;
  const kept = new RunSignals(signals as never, new Set(['pump.reservoirMl']));
  for (const [t, v] of [
    [0, 5],
    [10, 0],
    [10, 20],
  ] as const)
    kept.hear({ t, s: 'pump.reservoirMl', v, r: 0 });
  const reader = new IntervalReader(kept, 'pump.reservoirMl');
  expect(reader.settledRange(0, 20)?.min.value).toBe(5);
  expect(reader.range(0, 20)?.min.value).toBe(0);
});
