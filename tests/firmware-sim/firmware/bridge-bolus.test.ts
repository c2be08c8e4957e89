import { describe, expect, test } from 'vitest';
import { noEffects } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { pumpRun } from '../pump-run.ts';

const STEP_ML = 0.000125;

describe('a bridge after a change of concentration', () => {
  const doubled = { oldUgPerMl: 10_000, newUgPerMl: 20_000, doseUgPerDay: 5_000 };

  test('delivers the path volume at dose / old concentration, then at dose / new one', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    expect(run.pump.bridgeBolus(doubled)).toEqual({ ok: true });
    expect(run.events('pump.bolus')).toMatchObject([
      {
        phase: 'start',
        kind: 'bridge bolus',
        steps: 1765,
        pathMl: 0.2206,
        bridgeMlPerDay: 0.5,
        thenMlPerDay: 0.25,
        durationUs: 38_119_680_000,
      },
    ]);
    // 1765 steps of 0.125 uL at 0.5 mL/day.
    run.wait(38_124_000_000 - 1);
    expect(run.pump.delivery.bolusKind).toBe('bridge bolus');
    run.wait(1);
    expect(run.pump.interrogate()).toMatchObject({
      mode: 'simple continuous',
      rateMlPerDay: 0.25,
      doing: 'delivering',
    });
    expect(run.pump.drive.commandedSteps() * STEP_ML).toBeCloseTo(1765 * STEP_ML, 12);
  });

  test('that is cut leaves mode stopped after a stop, and the old rate after a latch', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.bridgeBolus(doubled);
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, emiTelemetry: true });
    run.wait(2 * US_PER_HOUR);
    run.pump.removeField();
    run.wait(US_PER_HOUR);
    expect(run.pump.interrogate()).toMatchObject({ mode: 'simple continuous', rateMlPerDay: 0.5 });
  });

  test.each<readonly [object, string]>([
    [{ oldUgPerMl: 100 }, 'range'],
    [{ oldUgPerMl: 200_000 }, 'range'],
    [{ newUgPerMl: 200_000 }, 'range'],
    [{ newUgPerMl: 100 }, 'range'],
    [{ pathMl: 1.001 }, 'range'],
    [{ pathMl: 0 }, 'range'],
    [{ pathMl: Number.NaN }, 'range'],
    [{ oldUgPerMl: 0 }, 'missing'],
    [{ newUgPerMl: Number.NaN }, 'missing'],
    [{ doseUgPerDay: -1 }, 'missing'],
  ])('with %o is refused, and the running therapy goes on', (wrong, why) => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    const before = [run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()];
    expect(run.pump.bridgeBolus({ ...doubled, ...wrong })).toMatchObject({
      ok: false,
      refusal: { field: 'bridge bolus', why },
    });
    expect([run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()]).toEqual(before);
  });

  test('is drafted for a drug of the pump, as a whole or not at all', () => {
    const run = pumpRun();
    const old = { name: 'morphine', concentrationUgPerMl: 10_000 };
    run.pump.change({ mode: 'simple continuous', rateMlPerDay: 0.5, drug1: old });
    const before = run.pump.firmware.status();
    const drug1 = { name: 'morphine', concentrationUgPerMl: 20_000 };
    for (const wrong of [
      { bridge: { drugSlot: 1, doseUgPerDay: 5_000 } },
      { drug1, bridge: { drugSlot: 1, doseUgPerDay: 500_000 } },
      { drug1, bridge: { drugSlot: 1, doseUgPerDay: 5_000 }, rateMlPerDay: 1 },
      { drug1, bridge: { drugSlot: 1, doseUgPerDay: 5_000 }, catheterMl: 0.00001 },
      { drug1, bridge: { drugSlot: 1, doseUgPerDay: 5_000 }, reservoirMl: 0.1 },
      { drug1, bridge: { drugSlot: 2, doseUgPerDay: 5_000 } },
    ]) {
      expect(run.pump.change(wrong).ok).toBe(false);
      expect(run.pump.firmware.status()).toEqual(before);
    }
    expect(run.pump.change({ drug1, reservoirMl: 20, bridge: { drugSlot: 1, doseUgPerDay: 5_000 } })).toEqual({
      ok: true,
    });
    run.wait(US_PER_DAY);
    expect(run.pump.firmware.status()).toMatchObject({ rateMlPerDay: 0.25, drugs: [drug1, {}, {}] });
  });
});
