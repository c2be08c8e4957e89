import { describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { type FieldExposure, strengthMt } from '../../../firmware-sim/outside/field-exposure.ts';
import { pumpRun, theProduct, theRollers } from '../pump-run.ts';

const q = theProduct().magnets;
const acrossShaft = { azimuthDeg: 40 } as const;

function stateIn(exposure: FieldExposure): string {
  const { pump } = pumpRun();
  pump.setField(exposure);
  return pump.drive.state;
}

describe('a patient who walks past a scanner', () => {
  const past = (closestM: number): FieldExposure => ({
    ...acrossShaft,
    fieldMt: 1_500,
    profile: 'walk-past',
    closestM,
  });

  test('at 3 m has the rotor held for a moment, and the field ends by itself', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(24);
    run.pump.setField(past(3));
    run.wait(US_PER_MINUTE);
    const states = run.events('true.rotor');
    expect(states.slice(0, -1).every(({ state }) => state === 'held')).toBe(true);
    expect(states.at(-1)?.state).toBe('turning');
    // 4 mT are met at 4.13 m, 1.13 s before the nearest point and left 1.13 s after it.
    const heldS = (Number(states.at(-1)?.t) - Number(states[0]?.t)) / US_PER_SECOND;
    expect(heldS).toBeCloseTo(2 * 1.13, 1);
    expect(run.pump.drive.field.fieldMt).toBe(0);
  });

  test('at 5 m only disturbs: 2.2 mT', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(24);
    run.pump.setField(past(5));
    run.wait(US_PER_MINUTE);
    expect(run.events('true.rotor').filter(({ state }) => state === 'held')).toEqual([]);
  });

  test('walks at the stated pace: half the pace, twice the time in the field', () => {
    const heldUs = (paceMPerS: number): number => {
      const run = pumpRun();
      run.pump.setField({ ...past(1), paceMPerS } as FieldExposure);
      run.wait(US_PER_MINUTE);
      const states = run.events('true.rotor');
      return Number(states.at(-1)?.t) - Number(states[0]?.t);
    };
    expect(heldUs(0.5) / heldUs(1)).toBeCloseTo(2, 4);
  });
});

describe('a patient who stands before a scanner of 1.5 T', () => {
  test.each([
    [0.75, 'held'],
    [3, 'held'],
    [4, 'held'],
    [5, undefined],
    [8, undefined],
  ])('at %d m from its centre has the rotor %s', (distanceM, state) => {
    const run = pumpRun();
    run.pump.setField({ ...acrossShaft, fieldMt: 1_500, distanceM });
    expect(run.events('true.rotor').at(-1)?.state).toBe(state);
  });

  test('is exposed in proportion to the size of its coil', () => {
    const wide = { lengthM: 1.5, radiusM: 0.6 };
    const at3 = (bore?: typeof wide) =>
      strengthMt({ fieldMt: 1_500, distanceM: 3, ...(bore === undefined ? {} : { bore }) }, q);
    expect(at3(wide)).toBeGreaterThan(1.5 * at3());
  });
});

describe('a hand magnet', () => {
  const hand = (distanceMm: number, angleToNormalDeg = 90): FieldExposure => ({
    ...acrossShaft,
    magnet: 'hand magnet',
    distanceMm,
    angleToNormalDeg,
  });

  test('on the skin holds a rotor 20 mm beneath it: 6.8 mT across the shaft', () => {
    expect(strengthMt(hand(0), q)).toBeCloseTo(6.785, 3);
    expect(stateIn(hand(0))).toBe('held');
  });

  // Danish hospital procedure, one source.
  test('along the shaft does not hold it, where a scanner destroys it', () => {
    expect(stateIn(hand(0, 0))).toBe('turning');
    expect(stateIn({ ...acrossShaft, fieldMt: 1_500, angleToNormalDeg: 0 })).toBe('seized');
  });

  // Spinal Cord Ser Cases 2023.
  test('does nothing at the advised clearance of 15 cm', () => {
    expect(strengthMt(hand(150), q)).toBeLessThan(0.02);
    expect(stateIn(hand(150))).toBe('turning');
  });
});

describe('the field of a phone at the rotor', () => {
  const phone = (distanceMm: number) => ({ ...acrossShaft, magnet: 'phone', distanceMm }) as const;
  const { stallFieldMtMin, disturbFieldMt, stallFieldMt } = theRollers();

  test.each([
    [51, 6],
    [76, 1.8],
    [150, 0.24],
  ])('is at %d mm from the rotor, no depth added, %d mT (assumed)', (distanceMm, fieldMt) => {
    expect(Number(strengthMt(phone(distanceMm), q).toPrecision(2))).toBe(fieldMt);
  });

  // Spinal Cord Ser Cases 2023.
  test('stalls the rotor at 2 inches, takes turns at 3, and does nothing at 6', () => {
    expect(stateIn(phone(51))).toBe('held');
    const at3In = strengthMt(phone(76), q);
    expect(at3In).toBeGreaterThan(stallFieldMtMin.value);
    expect(at3In).toBeGreaterThan(disturbFieldMt.value);
    expect(at3In).toBeLessThan(stallFieldMt.value);
    const disturbMtMin = (stallFieldMtMin.value * disturbFieldMt.value) / stallFieldMt.value;
    expect(strengthMt(phone(150), q)).toBeLessThan(disturbMtMin);
  });
});

describe('a phone near the pump', () => {
  const phone = { ...acrossShaft, magnet: 'phone', distanceMm: 51 } as const;
  const pattern = { nearUs: 10 * US_PER_MINUTE, awayUs: 30 * US_PER_MINUTE, times: 3 };

  test('comes and goes at the stated times, and then stays away', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(24);
    run.pump.setField({ ...phone, pattern });
    run.wait(10 * US_PER_HOUR);
    const minutes = run.events('true.rotor').map(({ state, t }) => [state, t / US_PER_MINUTE]);
    expect(minutes).toEqual(
      [0, 40, 80].flatMap((at) => [
        ['held', at],
        ['turning', at + 10],
      ]),
    );
    expect(run.stalls().map(([kind]) => kind)).toEqual(
      Array.from({ length: 3 }, () => ['motor stall', 'motor stall recovery']).flat(),
    );
  });

  test('never comes back once it is removed, in either half of its pattern', () => {
    for (const afterUs of [5 * US_PER_MINUTE, 20 * US_PER_MINUTE]) {
      const run = pumpRun();
      run.pump.setField({ ...phone, pattern });
      run.wait(afterUs);
      run.pump.removeField();
      run.wait(10 * US_PER_HOUR);
      expect(run.events('true.rotor')).toHaveLength(2);
      expect(run.pump.drive.state).toBe('turning');
    }
  });

  test('comes and goes at drawn times where none are stated, by product bounds and seed', () => {
    const spans = (seed: number): readonly number[] => {
      const run = pumpRun({ seed });
      run.pump.setField(phone);
      run.wait(40 * US_PER_HOUR);
      const times = run.events('true.rotor').map(({ t }) => t / US_PER_MINUTE);
      return times.slice(1).map((minute, i) => minute - Number(times[i]));
    };
    const drawn = spans(1);
    expect(drawn.length).toBeGreaterThan(30);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(60);
    expect(spans(1)).toEqual(drawn);
    expect(spans(2)).not.toEqual(drawn);
  });

  test('is replaced by another field and does not disturb it later', () => {
    const run = pumpRun();
    run.pump.setField({ ...phone, pattern });
    run.wait(20 * US_PER_MINUTE);
    run.pump.setField({ ...acrossShaft, fieldMt: 1_500 });
    run.wait(10 * US_PER_HOUR);
    expect(run.pump.drive.field.fieldMt).toBe(1_500);
  });
});

test.each([
  { fieldMt: -1 },
  { fieldMt: Number.NaN },
  { fieldMt: 1_500, distanceM: -1 },
  { fieldMt: 1_500, profile: 'walk-past', closestM: 8 },
  { fieldMt: 1_500, profile: 'walk-past', paceMPerS: 0 },
  { fieldMt: 1_500, distanceM: 1, bore: { lengthM: 0, radiusM: 1 } },
  { magnet: 'hand magnet', distanceMm: -1 },
  { magnet: 'phone', distanceMm: Number.POSITIVE_INFINITY },
  { magnet: 'phone', distanceMm: 14.9 },
  { magnet: 'phone', distanceMm: 51, pattern: { nearUs: 0, awayUs: 1, times: 1 } },
  { magnet: 'phone', distanceMm: 51, pattern: { nearUs: 1, awayUs: 1, times: 1e9 } },
] as readonly FieldExposure[])('%o is refused, and changes nothing', (exposure) => {
  const { pump, trace } = pumpRun();
  const count = trace.records.length;
  expect(() => pump.setField(exposure)).toThrow(RangeError);
  expect(trace.records).toHaveLength(count);
  expect(pump.drive.field.fieldMt).toBe(0);
});
