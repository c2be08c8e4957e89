import { expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { outletUl, rippleUl } from '../../firmware-sim/plant/roller-head.ts';
import { isEvent, type LineRecord } from '../../firmware-sim/trace/record.ts';
import { type PumpRun, pumpRun, quietAlarms, theProduct } from './pump-run.ts';

const STEP_ML = 0.000125;
const ACCURACY = 1.03;

/** A pump with a bolus a week, a scan a month, another rate each quarter and a refill every 16 days. */
function looksAfter(run: PumpRun, days: number): { readonly filledMl: number; readonly scans: number } {
  const { pump, wait } = run;
  let filledMl = 20;
  let scans = 0;
  for (let day = 0; day < days; day += 1) {
    if (day % 91 === 0) expect(pump.programSimpleContinuous(0.5 + (day % 7) / 10).ok).toBe(true);
    if (day % 7 === 3) expect(pump.singleBolus(0.05, 2).ok).toBe(true);
    if (day % 30 === 5) {
      scans += 1;
      pump.setField({ fieldMt: day % 60 === 5 ? 1_500 : 3 });
      wait(US_PER_HOUR);
      pump.removeField();
      wait(23 * US_PER_HOUR);
    } else wait(US_PER_DAY);
    if (day % 16 === 15) {
      expect(pump.refill({ fillMl: 20 })).toEqual({ ok: true });
      filledMl += 20;
    }
  }
  return { filledMl, scans };
}

function expectBalanced(run: PumpRun, filledMl: number): void {
  const { pump, clock, trace } = run;
  const { drive, reservoir } = pump;
  const withdrawnMl = run.events('true.refill').reduce((sum, event) => sum + Number(event.withdrawnMl), 0);
  const throughHeadMl = outletUl(drive.train.head, drive.rotorDeg()) / 1000;
  expect(run.events('true.reservoir').filter((event) => event.state === 'empty')).toEqual([]);
  expect(Math.abs(reservoir.volumeMl + withdrawnMl + throughHeadMl - filledMl)).toBeLessThan(STEP_ML);
  expect(Math.abs(reservoir.deliveredMl - throughHeadMl)).toBeLessThan(STEP_ML / 1_000);

  const lostSteps = drive.commandedSteps() - drive.imposedSteps();
  expect(lostSteps).toBeGreaterThan(0);
  const meanMl = (drive.commandedSteps() - lostSteps) * STEP_ML * ACCURACY;
  expect(Math.abs(throughHeadMl - meanMl)).toBeLessThan((1.01 * rippleUl(drive.train.head)) / 1000);

  const believedMl = pump.interrogate().programmedMl;
  expect(Math.abs(believedMl - drive.commandedSteps() * STEP_ML)).toBeLessThan(1e-9);
  const line = trace.records.findLast(
    (record): record is LineRecord => !isEvent(record) && record.s === 'true.deliveredMl',
  );
  const drawnMl = Number(line?.v) + (Number(line?.r) * (clock.nowUs() - Number(line?.t))) / 1e6;
  const errorMaxMl = trace.signals.find((signal) => signal.name === 'true.deliveredMl')?.errorMax ?? 0;
  expect(Math.abs(drawnMl - throughHeadMl)).toBeLessThan(errorMaxMl);
}

// Balance: what was filled is in the pump, withdrawn or delivered.
test('seven years with refills, boluses and scans balance to one motor step', () => {
  const run = pumpRun({ state: { accuracy: ACCURACY, alarms: quietAlarms } });
  const { filledMl, scans } = looksAfter(run, 2_556);
  expect(scans).toBe(86);
  expect(run.pump.delivery.doing).toBe('delivering');
  expectBalanced(run, filledMl);
});

test('ten years of a pump without a service-life limit balance', () => {
  const { serviceLife: _noLimit, ...endless } = theProduct();
  const run = pumpRun({ product: endless, seed: 2, state: { accuracy: ACCURACY, alarms: quietAlarms } });
  const { filledMl } = looksAfter(run, 3_652);
  expect(run.pump.delivery.doing).toBe('delivering');
  expectBalanced(run, filledMl);
});

test('an undisturbed pump commands its programmed volume over ten years, to one step', () => {
  const { serviceLife: _noLimit, ...endless } = theProduct();
  const { pump, wait } = pumpRun({ product: endless, state: { alarms: quietAlarms } });
  pump.programSimpleContinuous(0.333333);
  wait(3_652 * US_PER_DAY);
  const shortMl = 0.333333 * 3_652 - pump.interrogate().programmedMl;
  expect(shortMl).toBeGreaterThan(-1e-9);
  expect(shortMl).toBeLessThan(STEP_ML);
});
