import { describe, expect, test } from 'vitest';
import { US_PER_DAY } from '../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

function patient(): PumpRun {
  const run = pumpRun({ state: { catheter: {}, alarms: quietAlarms } });
  run.pump.programSimpleContinuous(0.5);
  run.pump.catheter?.harm({ kind: 'granuloma', ratio: 1 });
  return run;
}

const resistance = ({ pump }: PumpRun): number => 1 / (pump.catheter?.catheter.path.tipMlPerSKpa ?? 0);

describe('a granuloma at the tip (assumed: R = R_0 x 2^(t / 30 d))', () => {
  test('raises the resistance in steps of a tenth, at most one step behind the law', () => {
    const run = patient();
    const sound = resistance(run);
    for (const days of [30, 60, 120, 300]) {
      run.wait(days * US_PER_DAY - run.clock.nowUs());
      const law = sound * 2 ** (days / 30);
      expect(resistance(run) / law).toBeLessThan(1.0000001);
      expect(resistance(run) / law).toBeGreaterThan(1 / 1.1000001);
    }
  });

  test('shuts the catheter after sixteen doublings, 480 d', () => {
    const run = patient();
    run.wait(480 * US_PER_DAY - 1);
    expect(run.events('true.catheter').map(({ state }) => state)).toEqual(['narrowed']);
    run.wait(1);
    expect(run.events('true.catheter').at(-1)).toMatchObject({ t: 480 * US_PER_DAY, state: 'occluded' });
  });

  test('ends with a repair, and a second one begins from zero', () => {
    const run = patient();
    run.wait(100 * US_PER_DAY);
    const { catheter } = run.pump;
    catheter?.repair();
    run.wait(100 * US_PER_DAY);
    expect(run.events('true.catheter').map(({ state }) => state)).toEqual(['narrowed', 'open']);
    catheter?.harm({ kind: 'granuloma', ratio: 1 });
    const sound = resistance(run);
    run.wait(30 * US_PER_DAY + 1);
    expect(resistance(run) / sound).toBeGreaterThan(2 / 1.1000001);
    expect(resistance(run) / sound).toBeLessThan(2.0000001);
  });

  test('makes an aspiration slow and then stop months before the motor stalls', () => {
    const run = patient();
    const outcomes: [unknown, number][] = [];
    for (let day = 0; day <= 480; day += 15) {
      if (day % 30 === 0) run.pump.refill({ fillMl: 18 });
      run.pump.access?.aspirate({ volumeMl: 2 });
      outcomes.push([run.events('true.aspiration').at(-1)?.outcome, day]);
      run.wait(15 * US_PER_DAY);
    }
    const first = (outcome: string) => outcomes.find(([seen]) => seen === outcome)?.[1];
    // Q = 51.3 kPa / R for a minute: below 2 mL from R / R_0 = 4.3 on, below 0.05 mL from 170 on.
    expect(first('slow')).toBe(75);
    expect(first('nothing')).toBe(225);
    const stallDay = Number(run.events('true.rotor').find(({ state }) => state === 'blocked')?.t) / US_PER_DAY;
    // 92.9 kPa of back pressure at 0.5 mL/day: R / R_0 = 44,400.
    expect(stallDay).toBeGreaterThan(455);
    expect(stallDay).toBeLessThan(480);
  });
});
