import { describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { type LivingPump, livingPump } from './living-pump.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };

describe('a roller study', () => {
  const films = (life: LivingPump): readonly unknown[] => life.events('true.film').map((event) => event.filmDeg);
  const turnedDeg = (life: LivingPump): number => {
    const [first, second] = life.events('true.film').map((event) => Number(event.rotorDeg));
    return (second ?? Number.NaN) - (first ?? Number.NaN);
  };

  test('turns a free rotor by 120 deg in 36 s, with a film before and after', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.wait(61 * US_PER_MINUTE);
    expect(life.pump.rollerStudy()).toEqual({ ok: true });
    life.wait(US_PER_HOUR);
    expect(life.events('true.film').map((event) => event.t)).toEqual([61 * US_PER_MINUTE, 61.6 * US_PER_MINUTE]);
    expect(films(life)).toEqual([253.5, 13.5]);
    expect(turnedDeg(life)).toBe(120);
  });

  test('does not turn a rotor held by a field, but for rocking below a motor step', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.wait(US_PER_HOUR);
    life.pump.setField(scanner);
    life.pump.rollerStudy();
    life.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(life))).toBeLessThan(0.01);
  });

  test('is partial when a field comes or goes half way: 60 deg, plus or minus the kick', () => {
    const comes = livingPump();
    comes.pump.rollerStudy();
    comes.wait(18 * US_PER_SECOND);
    comes.pump.setField(scanner);
    comes.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(comes) - 60)).toBeLessThanOrEqual(1.5);

    const goes = livingPump();
    goes.pump.setField(scanner);
    goes.pump.rollerStudy();
    goes.wait(18 * US_PER_SECOND);
    goes.pump.removeField();
    goes.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(goes) - 60)).toBeLessThanOrEqual(1.5);
  });

  test('is refused while a bolus runs, without a film', () => {
    const life = livingPump();
    life.pump.singleBolus(0.01, 1);
    life.wait(US_PER_SECOND);
    expect(life.pump.rollerStudy().ok).toBe(false);
    life.wait(US_PER_HOUR);
    expect(films(life)).toEqual([]);
  });

  test('that is cut takes its second film at the cut', () => {
    const life = livingPump();
    life.pump.rollerStudy();
    life.wait(9 * US_PER_SECOND);
    life.pump.programStopped();
    life.wait(US_PER_HOUR);
    expect(life.events('true.film').map((event) => event.t)).toEqual([0, 9 * US_PER_SECOND]);
    expect(turnedDeg(life)).toBe(30);
  });
});
