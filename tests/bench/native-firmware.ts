import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { US_PER_DAY } from '../../firmware-sim/base/time-units.ts';
import { packagePath } from '../../hil/base/package-root.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { Bench } from '../../hil/bench.ts';
import { firmwareFileDefaults } from '../../hil/firmware/firmware-file.ts';
import { openNative } from '../../hil/firmware/native/open-native.ts';
import { scenarioNamed } from '../../hil/scenario/library.ts';
import { runScenario } from '../../hil/scenario/run-scenario.ts';
import { CompiledFirmwares } from '../hil/firmware/native/compiled.ts';
import { NativeBed } from '../hil/firmware/native/native-bed.ts';
import { hasTool } from '../hil/sketch/sketch-build.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

const ROUNDS_COUNT = 5;
const EXCHANGES_COUNT = 20_000;
const EXCHANGE_US_MAX = 20;
const YEAR_MS_MAX = 2000;
/** A native run may take 1.5 times the time of the model plus this. */
const RUN_FACTOR_MAX = 1.5;
const RUN_EXTRA_MS = 200;
const DAYS = 365;
const SLEEPER = `#include "pump_hal.h"
int main(void) { for (;;) (void)hal_sleep_until_us(HAL_FOR_EVER, HAL_WAKE_POWER); }`;

/** A step of 0.125 uL each 21.6 s. */
const STEPPER = `#include "pump_hal.h"
int main(void) {
  hal_motor_energise(1);
  for (uint64_t at_us = 21600000; ; at_us += 21600000) {
    while (hal_now_us() < at_us) (void)hal_sleep_until_us(at_us, 0);
    hal_motor_step();
  }
}`;

/** Cost of firmwares compiled for this machine: an exchange of messages, a pump-year, and a scenario against the model. */
export async function measure(): Promise<readonly Figure[]> {
  if (!hasTool('g++') || !hasTool('cc')) {
    process.stderr.write('Native firmwares are not measured: cc or g++ missing here.\n');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-bench-native-'));
  try {
    execFileSync('make', ['-C', packagePath('firmware-sim/reference'), `OUT=${folder}`], { stdio: 'ignore' });
    const firmware = `native:${join(folder, 'pump')}`;
    return [await exchange(), await year(), await mri(firmware)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function exchange(): Promise<Figure> {
  const compiled = new CompiledFirmwares();
  const bed = new NativeBed(compiled.program(SLEEPER));
  const rounds: number[] = [];
  let nowUs = 1000;
  for (let round = 0; round < ROUNDS_COUNT; round += 1) {
    const startUs = wallNowUs();
    for (let count = 0; count < EXCHANGES_COUNT; count += 1, nowUs += 1) {
      bed.firmware.battery(3000, nowUs);
      bed.to(nowUs);
    }
    rounds.push((wallNowUs() - startUs) / EXCHANGES_COUNT);
  }
  await bed.firmware.close();
  compiled.remove();
  return {
    name: 'a lockstep exchange with a native firmware',
    figure: median(rounds),
    unit: 'us',
    limit: { of: 'figure', bound: 'at most', value: EXCHANGE_US_MAX },
  };
}

/** A year of single motor steps at 0.5 mL/day. The bench's pump empties, and the motor goes on. */
async function year(): Promise<Figure> {
  const compiled = new CompiledFirmwares();
  const path = compiled.program(STEPPER);
  const startUs = wallNowUs();
  const firmware = openNative({ kind: 'native', path, file: { ...firmwareFileDefaults, name: 'stepper' } });
  const bench = await Bench.open({ rig: 'model', hosted: firmware });
  await bench.toUs(DAYS * US_PER_DAY);
  await bench.close();
  const figure = (wallNowUs() - startUs) / 1000;
  compiled.remove();
  return {
    name: 'a year of steps at 0.5 mL/day of a native stepper',
    figure,
    unit: 'ms',
    limit: { of: 'figure', bound: 'at most', value: YEAR_MS_MAX },
  };
}

async function mri(firmware: string): Promise<Figure> {
  const runMs = async (named?: string): Promise<number> => {
    const startUs = wallNowUs();
    await runScenario(scenarioNamed('mri-30-min'), {
      rig: 'model',
      ...(named === undefined ? {} : { firmware: named }),
    });
    return (wallNowUs() - startUs) / 1000;
  };
  await runMs();
  await runMs(firmware);
  const [model, native]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS_COUNT; round += 1) {
    model.push(await runMs());
    native.push(await runMs(firmware));
  }
  return {
    name: 'mri-30-min, native (reference)',
    figure: median(native),
    unit: 'ms',
    baseline: { name: 'model', figure: median(model) },
    limit: { of: 'figure', bound: 'at most', value: Math.round(RUN_FACTOR_MAX * median(model) + RUN_EXTRA_MS) },
  };
}
