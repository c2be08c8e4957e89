import { describe, expect, test } from 'vitest';
import type { PumpState } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import type { ExaminationKind } from '../../../firmware-sim/outside/examination.ts';
import type { CatheterFault } from '../../../firmware-sim/plant/catheter/catheter-path.ts';
import { runCount } from '../../run-count.ts';
import { type PumpRun, pumpRun } from '../pump-run.ts';

/** Patients from which a share is computed. */
const SAMPLED = runCount({ quick: 700, long: 2000 });

interface Patient extends PumpRun {
  readonly catheter: NonNullable<PumpRun['pump']['catheter']>;
  readonly seen: (kind: ExaminationKind) => object | undefined;
}

function patient(state: Partial<PumpState> = {}, seed = 1): Patient {
  const run = pumpRun({ seed, state: { catheter: {}, ...state } });
  const { catheter } = run.pump;
  if (catheter === undefined) throw new Error('no catheter');
  run.pump.programSimpleContinuous(0.5);
  const seen = (kind: ExaminationKind) => {
    expect(catheter.examinations.examine(kind)).toEqual({ ok: true });
    return run.events('true.examination').at(-1);
  };
  return { ...run, catheter, seen };
}

function withContrast(fault?: CatheterFault, volumeMl = 2, seed = 1): Patient {
  const run = patient({}, seed);
  if (fault !== undefined) run.catheter.harm(fault);
  run.pump.access?.inject({ volumeMl, fluid: { kind: 'contrast' } });
  return run;
}

const about = (value: number, digits: number) => expect.closeTo(value, digits);

describe('contrast in the catheter', () => {
  test('of a sound catheter fills it and layers in the cerebrospinal fluid', () => {
    const run = withContrast(undefined, 1);
    const expected = { state: 'layers', outcome: 'normal', columnCm: about(100, 1), intrathecalMl: about(0.6394, 3) };
    expect(run.seen('fluoroscopy')).toMatchObject({ ...expected, extravasatedMl: 0 });
    expect(run.seen('CT')).toMatchObject(expected);
  });

  // The figures are derived.
  test('with a leak of 95 % runs out beside the pump: 1.767 mL, 42.2 cm in the catheter', () => {
    const run = withContrast({ kind: 'leak', share: 0.95 });
    const expected = { outcome: 'abnormal', columnCm: about(42.2, 1), extravasatedMl: about(1.767, 3) };
    expect(run.seen('fluoroscopy')).toMatchObject({ state: 'extravasation', ...expected });
  });

  test('of a small leak is seen by CT and missed by fluoroscopy', () => {
    const run = withContrast({ kind: 'leak', share: 0.05 });
    expect(run.seen('fluoroscopy')).toMatchObject({ state: 'layers', outcome: 'normal' });
    expect(run.seen('CT')).toMatchObject({ state: 'extravasation', outcome: 'abnormal' });
  });

  test.each<[CatheterFault, string]>([
    [{ kind: 'occlusion' }, 'no contrast'],
    [{ kind: 'migration' }, 'no layering'],
    [{ kind: 'granuloma', ratio: 1 }, 'no layering'],
    [{ kind: 'disconnection' }, 'extravasation'],
    [{ kind: 'kink', share: 0.98 }, 'no contrast'],
  ])('with %o shows: %s', (fault, state) => {
    expect(withContrast(fault).seen('fluoroscopy')).toMatchObject({ state, outcome: 'abnormal' });
  });

  test('of an earlier injection no longer counts as outside', () => {
    const run = withContrast(undefined, 2);
    run.wait(US_PER_HOUR);
    run.pump.access?.inject({ volumeMl: 0.1, fluid: { kind: 'contrast' } });
    expect(run.seen('fluoroscopy')).toMatchObject({ intrathecalMl: about(0.1, 2), state: 'no intrathecal contrast' });
  });
});

describe('a sampled reading', () => {
  function abnormalShare(fault: CatheterFault | undefined, runs: number): number {
    let abnormal = 0;
    const run = withContrast(fault);
    for (let i = 0; i < runs; i += 1) {
      run.catheter.examinations.examine('CT', 'sampled');
      if (run.events('true.examination').at(-1)?.outcome === 'abnormal') abnormal += 1;
    }
    return abnormal / runs;
  }

  // Dupoiron et al.
  test('of CT finds 81 % of faults and calls 93 % of sound catheters sound', () => {
    expect(abnormalShare({ kind: 'leak', share: 0.5 }, SAMPLED)).toBeCloseTo(0.81, 1);
    expect(abnormalShare(undefined, SAMPLED)).toBeCloseTo(0.07, 1);
  });

  test.each(['fluoroscopy', 'scintigraphy'] as const)('of %s is refused: no rates are published', (kind) => {
    const refusal = { field: 'examination', why: 'lacking' };
    expect(patient().catheter.examinations.examine(kind, 'sampled')).toMatchObject({ ok: false, refusal });
  });
});

describe('a tracer in the reservoir', () => {
  const indium = { nuclide: 'In-111', activityMbq: 18.5 } as const;

  // The figures are derived.
  test('In-111, 18.5 MBq in 19.4 mL: after 72 h 0.581 MBq in CSF, 0.100 in the catheter', () => {
    const run = patient();
    run.pump.refill({ fillMl: 18, tracer: indium });
    run.wait(72 * US_PER_HOUR);
    expect(run.seen('scintigraphy')).toMatchObject({
      state: 'in the CSF',
      outcome: 'normal',
      csfMbq: about(0.581, 2),
      catheterMbq: about(0.1, 3),
      pocketMbq: 0,
      reservoirMbq: about(18.5 * 0.4764 * (17.9 / 19.4), 1),
    });
  });

  // The figures are derived for a sound catheter.
  test('at 0.048 mL/day reaches the CSF after 110.3 h: at 72 h the catheter looks shut', () => {
    const run = patient();
    run.pump.programSimpleContinuous(0.048);
    run.pump.refill({ fillMl: 18, tracer: indium });
    run.wait(72 * US_PER_HOUR);
    expect(run.seen('scintigraphy')).toMatchObject({ state: 'in the catheter', outcome: 'abnormal', csfMbq: 0 });
    run.wait(30 * US_PER_HOUR);
    expect(run.seen('scintigraphy')).toMatchObject({ csfMbq: 0 });
    run.wait(18 * US_PER_HOUR);
    const { csfMbq } = run.seen('scintigraphy') as Record<string, number>;
    // 9.7 h at 2 uL/h, less the decay of 120 h.
    expect(csfMbq).toBeCloseTo(0.0194 * (18.5 / 19.4) * 2 ** (-120 / 67.3), 3);
  });

  test('out of a leak of the pump is seen in the pocket; activity is lost only by decay', () => {
    const run = patient({ reservoirMl: 1 });
    run.pump.refill({ fillMl: 18, tracer: { nuclide: 'In-111', activityMbq: 19.4 } });
    run.pump.beginDefect({ kind: 'pump leak', mlPerDay: 2 });
    run.wait(24 * US_PER_HOUR);
    run.pump.refill({ fillMl: 10, omit: ['withdraw'], forced: true });
    run.wait(24 * US_PER_HOUR);
    const seen = run.seen('scintigraphy') as Record<string, number>;
    expect(seen).toMatchObject({ state: 'in the pocket', outcome: 'abnormal' });
    // 1 MBq in each mL, and after 24 h (19.4 - 2.5) of 26.9 mL: 2 + 2 x 0.6283 MBq have leaked. 48 h leave 0.6100.
    expect(seen.pocketMbq).toBeCloseTo((2 + (2 * 16.9) / 26.9) * 0.61, 2);
    const { reservoirMbq = 0, catheterMbq = 0, pocketMbq = 0, csfMbq = 0, strayMbq = 0 } = seen;
    expect(reservoirMbq + catheterMbq + pocketMbq + csfMbq + strayMbq).toBeCloseTo(19.4 * 2 ** (-48 / 67.3), 2);
  });

  // The figures are derived.
  test('Tc-99m, 40 MBq in 2.4 mL, bolus of 1 mL: 11.57 MBq in CSF at 1 h, 8.19 at 4 h', () => {
    const run = patient({ reservoirMl: 1, singleBolusEndsStopped: true });
    run.pump.refill({ fillMl: 1, tracer: { nuclide: 'Tc-99m', activityMbq: 40 } });
    expect(run.pump.singleBolus(1, 24).ok).toBe(true);
    run.wait(US_PER_HOUR);
    expect(run.seen('scintigraphy')).toMatchObject({ outcome: 'normal', csfMbq: about(11.57, 1) });
    run.wait(3 * US_PER_HOUR);
    expect(run.seen('scintigraphy')).toMatchObject({ csfMbq: about(8.19, 1) });
  });

  test('cannot be judged before its time, and shows in the pocket with a loose catheter', () => {
    const run = patient();
    run.pump.refill({ fillMl: 18, tracer: indium });
    run.wait(US_PER_HOUR);
    expect(run.seen('scintigraphy')).toMatchObject({ state: 'in the reservoir', outcome: 'too early' });
    run.catheter.harm({ kind: 'disconnection' });
    run.wait(24 * US_PER_HOUR);
    expect(run.seen('scintigraphy')).toMatchObject({ state: 'in the pocket' });
  });

  test('that was never filled in shows nothing', () => {
    expect(patient().seen('scintigraphy')).toMatchObject({ state: 'no tracer', outcome: 'abnormal' });
  });
});
