import { US_PER_DAY } from '../../firmware-sim/base/time-units.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { Bench } from '../../hil/bench.ts';
import { ConstantStepper } from '../hil/firmware/constant-stepper.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

const DAYS = 365;
/** Time of a step of 0.125 uL at 0.5 mL/day. */
const PERIOD_US = 21_600_000;
const ROUNDS_COUNT = 3;
/** A year of steps in batches has to cost well under a second. */
const BATCHES_MS_MAX = 1000;

/** Cost of a year of single motor steps of a firmware in the pump's place, on the rig `model`. */
export async function measure(): Promise<readonly Figure[]> {
  await yearMs(64);
  return [
    {
      name: 'a year of steps at 0.5 mL/day, reported in batches of 64',
      figure: await medianMs(64),
      unit: 'ms',
      limit: { of: 'figure', bound: 'at most', value: BATCHES_MS_MAX },
    },
    { name: 'a year of steps at 0.5 mL/day, reported one by one', figure: await yearMs(1), unit: 'ms' },
  ];
}

async function medianMs(batchSteps: number): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS_COUNT; round += 1) rounds.push(await yearMs(batchSteps));
  return median(rounds);
}

async function yearMs(batchSteps: number): Promise<number> {
  const startUs = wallNowUs();
  const firmware = new ConstantStepper({ periodUs: PERIOD_US, batchSteps });
  const bench = await Bench.open({ rig: 'model', hosted: firmware });
  await bench.toUs(DAYS * US_PER_DAY);
  await bench.close();
  return (wallNowUs() - startUs) / 1000;
}
