import fc from 'fast-check';
import { expect, test } from 'vitest';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { runCount } from '../../run-count.ts';
import { benchAfter, type RigRun } from './rig-runs.ts';

const fieldMt = fc.oneof(
  fc.constant(0),
  fc.double({ min: 1.5, max: 4, noNaN: true }), // the rotor loses turns
  fc.double({ min: 4, max: 4.6, noNaN: true }), // the rotor is held, and rocks by nearly a quarter of a motor turn
  fc.double({ min: 4.6, max: 3000, noNaN: true }),
);
const exposures = fc.array(
  fc.record({
    afterUs: fc.integer({ min: 0, max: 20 * US_PER_SECOND }),
    fieldMt,
    azimuthDeg: fc.integer({ min: -180, max: 180 }),
    angleToNormalDeg: fc.constantFrom(30, 90),
  }),
  { minLength: 1, maxLength: 12 },
);

test('at any sequence of fields a rig behind a wire agrees with the plant alone', async () => {
  await fc.assert(
    fc.asyncProperty(exposures, fc.integer({ min: 0, max: 1000 }), async (fields, seed) => {
      let atUs = 0;
      const entries = fields.map(({ afterUs, ...field }) => {
        atUs += afterUs;
        return { atUs, act: ({ pump }: Parameters<RigRun['entries'][number]['act']>[0]) => pump.setField(field) };
      });
      const start = { atUs: 0, act: entries[0]?.act ?? (() => undefined) };
      const program: RigRun['entries'][number] = { atUs: 0, act: ({ pump }) => pump.programSimpleContinuous(24) };
      const run: RigRun = { name: 'any field', entries: [program, start, ...entries], endUs: atUs + US_PER_MINUTE };
      const alone = await benchAfter(run, { rig: 'model', seed });
      const wired = await benchAfter(run, { rig: 'loopback', seed });
      expect(wired.trace.fingerprint()).toBe(alone.trace.fingerprint());
    }),
    { numRuns: runCount({ quick: 5, long: 40 }) },
  );
});
