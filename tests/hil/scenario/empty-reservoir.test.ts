import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { IntervalReader } from '../../../hil/scenario/readings/interval-reader.ts';
import { RunSignals } from '../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../hil/scenario/readings/signal-sources.ts';
import { pumpRun, quietAlarms } from '../../firmware-sim/pump-run.ts';

describe.each(products.map((product) => [product.id, product] as const))('the reservoir of %s', (_id, product) => {
  test('is never read below 0 mL, true or calculated, for any way of emptying', () => {
    const { rateMlPerDayMax } = product.quantities;
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.array(fc.integer({ min: 250, max: rateMlPerDayMax.value * 1_000 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 * US_PER_HOUR }),
        fc.constantFrom(0.855, 1, 1.145),
        (reservoirMl, microlitres, waitUs, accuracy) => {
          const run = pumpRun({ product, state: { reservoirMl, accuracy, alarms: quietAlarms } });
          for (const ul of microlitres) {
            expect(run.pump.programSimpleContinuous(ul / 1_000)).toEqual({ ok: true });
            run.wait(waitUs);
          }
          run.wait(48 * US_PER_HOUR);
          expect(run.pump.reservoir.isEmpty).toBe(true);
          const names = ['true.reservoirMl', 'pump.reservoirMl'];
          const signals = new RunSignals(run.trace.signals, withSources(names, run.trace.signals));
          for (const record of run.trace.records) signals.hear(record);
          for (const name of names) {
            const range = new IntervalReader(signals, name).range(0, run.clock.nowUs());
            expect(range?.min).toEqual({ value: 0, low: 0, high: 0 });
          }
        },
      ),
      // A volume between the rounding of the reservoir and that of a valve's cycle.
      { numRuns: 30, examples: [[1.0000000000000002e-12, [250], 1, 0.855]] },
    );
  });
});
