import { describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun } from './pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };

describe('a roller study', () => {
  const films = (run: PumpRun): readonly unknown[] => run.events('true.film').map((event) => event.filmDeg);
  const turnedDeg = (run: PumpRun): number => {
    const [first, second] = run.events('true.film').map((event) => Number(event.rotorDeg));
    return (second ?? Number.NaN) - (first ?? Number.NaN);
  };

  test('turns a free rotor by 120 deg in 36 s, with a film before and after', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.wait(61 * US_PER_MINUTE);
    expect(run.pump.rollerStudy()).toEqual({ ok: true });
    run.wait(US_PER_HOUR);
    expect(run.events('true.film').map((event) => event.t)).toEqual([61 * US_PER_MINUTE, 61.6 * US_PER_MINUTE]);
    expect(films(run)).toEqual([253.5, 13.5]);
    expect(turnedDeg(run)).toBe(120);
  });

  test('does not turn a rotor held by a field, but for rocking below a motor step', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR);
    run.pump.setField(scanner);
    run.pump.rollerStudy();
    run.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(run))).toBeLessThan(0.01);
  });

  test('is partial when a field comes or goes half way: 60 deg, plus or minus the kick', () => {
    const comes = pumpRun();
    comes.pump.rollerStudy();
    comes.wait(18 * US_PER_SECOND);
    comes.pump.setField(scanner);
    comes.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(comes) - 60)).toBeLessThanOrEqual(1.5);

    const goes = pumpRun();
    goes.pump.setField(scanner);
    goes.pump.rollerStudy();
    goes.wait(18 * US_PER_SECOND);
    goes.pump.removeField();
    goes.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(goes) - 60)).toBeLessThanOrEqual(1.5);
  });

  test('is refused while a bolus runs, without a film', () => {
    const run = pumpRun();
    run.pump.singleBolus(0.01, 1);
    run.wait(US_PER_SECOND);
    expect(run.pump.rollerStudy().ok).toBe(false);
    run.wait(US_PER_HOUR);
    expect(films(run)).toEqual([]);
  });

  test('that is cut takes its second film at the cut', () => {
    const run = pumpRun();
    run.pump.rollerStudy();
    run.wait(9 * US_PER_SECOND);
    run.pump.programStopped();
    run.wait(US_PER_HOUR);
    expect(run.events('true.film').map((event) => event.t)).toEqual([0, 9 * US_PER_SECOND]);
    expect(turnedDeg(run)).toBe(30);
  });
});
