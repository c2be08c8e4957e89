import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { SignalReader } from '../../../hil/scenario/checks/signal-reader.ts';
import { pumpRun, quietAlarms } from '../../firmware-sim/pump-run.ts';

describe.each(products.map((product) => [product.id, product] as const))('the reservoir of %s', (_id, product) => {
  test('is never read below 0 mL, in truth or by belief, however it runs empty', () => {
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
          for (const name of ['true.reservoirMl', 'pump.reservoirMl']) {
            const declared = run.trace.signals.find((signal) => signal.name === name);
            const range = new SignalReader(run.trace.records, name, declared).range(0, run.clock.nowUs());
            expect(range?.min).toBe(0);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
