import { describe, expect, test } from 'vitest';
import type { DetectionLaw } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { products } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

const laws: readonly DetectionLaw[] = ['volume', 'time', 'eitherLater'];
const loggers = products.filter(({ stallLog }) => stallLog !== undefined);
const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const MINIMUM = 0.006;

/** Minutes of 6 uL at each rate, the closed form of the laws. */
const rates = [
  { rate: 0.048, minutes: 180 },
  { rate: 0.25, minutes: 34.56 },
  { rate: 0.432, minutes: 20 },
  { rate: 0.5, minutes: 17.28 },
  { rate: 1, minutes: 8.64 },
  { rate: 24, minutes: 0.36 },
  { rate: MINIMUM, minutes: 1440 },
];
const table = loggers.flatMap((product) =>
  laws.flatMap((law) => rates.map((row) => ({ ...row, law, product, id: product.id }))),
);
interface Row {
  readonly rate: number;
  readonly minutes: number;
  readonly law: DetectionLaw;
  readonly product: Product;
}

/** Time of step k of a line from `fromUs`, in whole numbers: the volume of k steps at the rate, rounded up. */
function dueUs(rate: number, k: number, fromUs = 0): number {
  const [numerator, denominator] = [BigInt(US_PER_DAY) * 30_000n * BigInt(k), BigInt(Math.round(rate * 1e6)) * 240n];
  return fromUs + Number((numerator + denominator - 1n) / denominator);
}

/** Time of the logged stall when step k is the last confirmed one. */
function stallUs({ rate, law }: Row, k: number, fromUs = 0): number {
  const byVolumeUs = dueUs(rate, k + 48, fromUs);
  const byTimeUs = dueUs(rate, k + 1, fromUs) + 20 * US_PER_MINUTE;
  if (law === 'volume') return byVolumeUs;
  return law === 'time' ? byTimeUs : Math.max(byVolumeUs, byTimeUs);
}

function programmed({ rate, law, product }: Row): PumpRun {
  const run = pumpRun({ product, state: { law, alarms: quietAlarms } });
  programRate(run, rate);
  return run;
}

function programRate({ pump }: PumpRun, rate: number): void {
  const answer = rate === MINIMUM ? pump.program({ mode: 'minimum rate' }) : pump.programSimpleContinuous(rate);
  expect(answer).toEqual({ ok: true });
}

const rotor = (run: PumpRun) => run.events('true.rotor').map(({ state, t }) => [state, t]);

// Twenty minutes is a common figure.
test('some products log; 20 min of detection corresponds to 0.432 mL/day', () => {
  expect(loggers.map(({ id }) => id)).toContain('synchromed-ii');
  expect(dueUs(0.432, 48)).toBe(20 * US_PER_MINUTE);
  for (const { rate, minutes } of rates) expect(dueUs(rate, 48) / US_PER_MINUTE).toBeCloseTo(minutes, 6);
});

describe.each(table)('$id at $rate mL/day by the law $law', (row) => {
  const { rate } = row;

  test('stalls in truth at the field, logs by its law, recovers, and logs 6 uL later', () => {
    const run = programmed(row);
    const cameUs = dueUs(rate, 10);
    run.wait(cameUs);
    run.pump.setField(scanner);
    const noticedUs = stallUs(row, 10);
    run.wait(noticedUs - 1 - run.clock.nowUs());
    expect(run.stalls()).toEqual([]);
    run.wait(1);
    expect(run.stalls()).toEqual([['motor stall', noticedUs]]);
    const steps = run.pump.delivery.commandedSteps + 2;
    const wentUs = dueUs(rate, steps);
    run.wait(wentUs - run.clock.nowUs());
    run.pump.removeField();
    run.wait(dueUs(rate, steps + 48) - 1 - run.clock.nowUs());
    expect(run.stalls()).toHaveLength(1);
    run.wait(1);
    expect(run.stalls()).toEqual([
      ['motor stall', noticedUs],
      ['motor stall recovery', dueUs(rate, steps + 48)],
    ]);
    expect(rotor(run)).toEqual([
      ['held', cameUs],
      ['turning', wentUs],
    ]);
  });

  // Medtronic MRI page: stopped mode delays detection.
  test('logs a stall of its stopped mode this long after delivery resumes', () => {
    const run = programmed(row);
    run.wait(US_PER_HOUR);
    run.pump.programStopped();
    run.pump.setField(scanner);
    run.wait(40 * US_PER_HOUR);
    expect(run.stalls()).toEqual([]);
    const resumedUs = run.clock.nowUs();
    programRate(run, rate);
    const noticedUs = stallUs(row, 0, resumedUs);
    run.wait(noticedUs - 1 - resumedUs);
    expect(run.stalls()).toEqual([]);
    run.wait(1);
    expect(run.stalls()).toEqual([['motor stall', noticedUs]]);
  });
});

test('detection by time and by volume cross at 0.432 mL/day; time is earlier below it', () => {
  const sooner = rates.map((row) => {
    const [volume, time] = (['volume', 'time'] as const).map((law) => stallUs({ ...row, law } as Row, 0));
    return [row.rate, Number(volume) < Number(time) ? 'volume' : 'time'];
  });
  expect(sooner).toEqual([
    [0.048, 'time'],
    [0.25, 'time'],
    [0.432, 'volume'],
    [0.5, 'volume'],
    [1, 'volume'],
    [24, 'volume'],
    [MINIMUM, 'time'],
  ]);
});
