import { describe, expect, test } from 'vitest';
import { noEffects, type PumpState } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

/** A pump that has delivered 10 of its 20 mL by its own reckoning. */
function halfEmpty(state: Partial<PumpState> = {}): PumpRun {
  const run = pumpRun({ state: { alarms: quietAlarms, ...state } });
  run.pump.programSimpleContinuous(0.5);
  run.wait(20 * US_PER_DAY);
  return run;
}

function volumes({ pump }: PumpRun): { readonly trueMl: number; readonly pumpMl: number } {
  return { trueMl: pump.reservoir.volumeMl, pumpMl: pump.firmware.calculator.calculatedMl };
}

describe('a refill', () => {
  test('done in full refills the withdrawn volume, programs it, and ends its alarms', () => {
    const run = pumpRun({ state: { alarms: quietAlarms, reservoirMl: 0.1 } });
    run.pump.programSimpleContinuous(24);
    run.wait(US_PER_HOUR);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir', 'empty reservoir']);
    expect(run.pump.refill({ fillMl: 20 })).toEqual({ ok: true });
    expect(volumes(run)).toEqual({ trueMl: 20, pumpMl: 20 });
    expect(run.pump.firmware.alarms.causes).toEqual([]);
    run.wait(18 * US_PER_HOUR);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir']);
  });

  test.each([
    { accuracy: 1, withdrawnMl: 10 },
    { accuracy: 1.145, withdrawnMl: 8.55 },
    { accuracy: 0.855, withdrawnMl: 11.45 },
  ])('with the ratio $accuracy withdraws $withdrawnMl mL; the pump calculates 10', ({ accuracy, withdrawnMl }) => {
    const run = halfEmpty({ accuracy });
    run.pump.refill({ fillMl: 20 });
    const [record] = run.events('true.refill');
    expect(record?.expectedMl).toBeCloseTo(10, 9);
    expect(record?.withdrawnMl).toBeCloseTo(withdrawnMl, 3);
    expect(record?.differenceMl).toBeCloseTo(withdrawnMl - 10, 3);
    expect(volumes(run)).toEqual({ trueMl: 20, pumpMl: 20 });
  });

  test('without the withdrawal adds to the rest, and the pump takes the filled volume', () => {
    const run = halfEmpty();
    expect(run.pump.refill({ fillMl: 8, omit: ['withdraw'] })).toEqual({ ok: true });
    expect(run.events('true.refill')).toEqual([]);
    expect(volumes(run).trueMl).toBeCloseTo(18, 3);
    expect(volumes(run).pumpMl).toBe(8);
  });

  test('without the filling leaves the pump empty, with a full calculated level', () => {
    const run = halfEmpty();
    expect(run.pump.refill({ fillMl: 20, omit: ['fill'] })).toEqual({ ok: true });
    expect(volumes(run)).toEqual({ trueMl: 0, pumpMl: 20 });
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.isEmpty).toBe(true);
    expect(run.pump.firmware.alarms.causes).toEqual([]);
  });

  test('without programming leaves the calculated level: a full pump raises alarms', () => {
    const run = halfEmpty();
    expect(run.pump.refill({ fillMl: 20, omit: ['program'] })).toEqual({ ok: true });
    expect(volumes(run).trueMl).toBe(20);
    expect(volumes(run).pumpMl).toBeCloseTo(10, 9);
    run.wait(20 * US_PER_DAY);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir', 'empty reservoir']);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(10, 2);
  });

  test('without the interrogation shows nothing, and a latched telemetry mode stays', () => {
    const run = halfEmpty({ reservoirMl: 11.9 });
    run.pump.refill({ fillMl: 20, omit: ['interrogate'] });
    expect(run.events('pump.interrogation')).toEqual([]);
    run.pump.refill({ fillMl: 20 });
    expect(run.events('pump.interrogation')).toHaveLength(1);

    const latched = halfEmpty({ reservoirMl: 11.9 });
    latched.pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, emiTelemetry: true });
    latched.pump.removeField();
    const volumeMl = latched.pump.reservoir.volumeMl;
    expect(latched.pump.refill({ fillMl: 20, omit: ['interrogate'] })).toMatchObject({ refusal: { why: 'latched' } });
    expect(latched.pump.reservoir.volumeMl).toBe(volumeMl);
    expect(latched.pump.refill({ fillMl: 20, omit: ['interrogate', 'program'] })).toEqual({ ok: true });
    expect(latched.pump.delivery.doing).toBe('suspended');
    latched.pump.refill({ fillMl: 20 });
    expect(latched.pump.delivery.doing).toBe('delivering');
  });

  test('that programs another volume shifts the alarms by the difference', () => {
    const run = halfEmpty();
    expect(run.pump.refill({ fillMl: 10, programMl: 20 })).toEqual({ ok: true });
    expect(volumes(run)).toEqual({ trueMl: 10, pumpMl: 20 });
    run.wait(21 * US_PER_DAY);
    expect(run.pump.reservoir.isEmpty).toBe(true);
    expect(run.pump.firmware.alarms.causes).toEqual([]);
  });

  test.each([
    [{ fillMl: 20.01 }, 'refill', '20.01 mL', 'the room left in the reservoir, 20 mL'],
    [{ fillMl: 15, omit: ['withdraw'] }, 'refill', '15 mL', 'the room left in the reservoir, 9.999788 mL'],
    [{ fillMl: 0 }, 'refill', '0 mL', 'above 0 mL'],
    [{ fillMl: -3 }, 'refill', '-3 mL', 'above 0 mL'],
    [{ fillMl: Number.NaN }, 'refill', 'NaN mL', 'above 0 mL'],
    [{ fillMl: 20, programMl: 21 }, 'reservoir volume', '21 mL', 'above 0 to 20 mL'],
    [{ fillMl: 20, programMl: 0 }, 'reservoir volume', '0 mL', 'above 0 to 20 mL'],
  ] as const)('of %o is refused, and nothing is done', (refill, field, value, limit) => {
    const run = halfEmpty();
    const before = volumes(run);
    const dueUs = run.clock.nextDueUs();
    const answer = run.pump.refill(refill);
    expect(answer).toMatchObject({ ok: false, refusal: { field, value } });
    expect(answer.ok ? '' : answer.refusal.limit).toContain(limit);
    expect(volumes(run)).toEqual(before);
    expect(run.clock.nextDueUs()).toBe(dueUs);
    expect(run.events('true.refill')).toEqual([]);
    expect(run.events('true.reservoir')).toEqual([]);
  });

  // Medtronic Germany, specification table.
  test('leaves the residual of 1.4 mL where it is inside the capacity', () => {
    const run = halfEmpty({ residualInsideCapacity: true });
    expect(run.pump.refill({ fillMl: 20 })).toMatchObject({
      ok: false,
      refusal: { limit: expect.stringContaining('18.6 mL') },
    });
    expect(run.pump.refill({ fillMl: 18.6 })).toEqual({ ok: true });
    expect(run.events('true.refill')[0]?.withdrawnMl).toBeCloseTo(8.6, 3);
    expect(volumes(run).trueMl).toBeCloseTo(20, 9);
    run.pump.programSimpleContinuous(24);
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(1.4, 9);
    expect(run.pump.reservoir.isEmpty).toBe(true);
  });

  test('empties the pump to the last drop where the residual is below the capacity', () => {
    const run = halfEmpty();
    run.pump.programSimpleContinuous(24);
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(0, 12);
    run.pump.refill({ fillMl: 20 });
    expect(run.events('true.refill')[0]?.withdrawnMl).toBeCloseTo(0, 12);
  });

  test('of a pump with a held rotor restores the missing volume and leaves the rotor', () => {
    const run = halfEmpty();
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
    run.pump.refill({ fillMl: 20 });
    run.wait(20 * US_PER_DAY);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(20, 3);
    expect(volumes(run).pumpMl).toBeCloseTo(10, 9);
  });
});
