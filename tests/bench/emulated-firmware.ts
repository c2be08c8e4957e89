import { existsSync } from 'node:fs';
import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { packagePath } from '../../hil/base/package-root.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { readScenario } from '../../hil/scenario/language/read-scenario.ts';
import { runScenario } from '../../hil/scenario/run-scenario.ts';
import { ChipBed } from '../hil/firmware/emulated/chip-bed.ts';
import { hasTool } from '../hil/sketch/sketch-build.ts';
import type { Figure } from './figure.ts';

const REFERENCE = 'firmware-sim/reference/reference.hex';
const DAY_MS_MAX = 1500;
const FAST_RATE_MIN = 500;
const FAST_HOURS = 12;
/** The engine takes a second or two of wall time to compile the code that runs often. These hours do not count. */
const asked = [
  { name: 'tick', title: 'a firmware with a tick of 1 ms', warmUpHours: 1, hours: 2, timesRealMin: 1000 },
  { name: 'stepper', title: 'a firmware that sleeps from step to step', warmUpHours: 4, hours: 24, timesRealMin: 5000 },
] as const;

/** Speed of firmwares on the emulated chip: the reference firmware in a pump, and test firmwares without a pump. */
export async function measure(): Promise<readonly Figure[]> {
  return [...(await ofReference()), ...ofTestFirmwares()];
}

async function ofReference(): Promise<readonly Figure[]> {
  if (!existsSync(packagePath(REFERENCE))) {
    process.stderr.write(`The reference firmware is not measured: no ${REFERENCE} here.\n`);
    return [];
  }
  // Loads the modules of a run, which a pump-day does not repeat.
  await wallUsOf('0.5 mL/day', 1);
  const dayUs = await wallUsOf('0.5 mL/day', 24);
  const fastUs = await wallUsOf('24 mL/day', FAST_HOURS);
  return [
    {
      name: 'reference.hex, a pump-day at 0.5 mL/day',
      figure: dayUs / 1000,
      unit: 'ms',
      limit: { of: 'figure', bound: 'at most', value: DAY_MS_MAX },
    },
    {
      name: 'reference.hex at 24 mL/day',
      figure: (FAST_HOURS * US_PER_HOUR) / fastUs,
      unit: 'x real time',
      limit: { of: 'figure', bound: 'at least', value: FAST_RATE_MIN },
    },
  ];
}

/** Wall time of a run of some hours at a rate, from the start of the chip to the verdict. */
async function wallUsOf(rate: string, hours: number): Promise<number> {
  const pump = `{ product: synchromed-ii, mode: simple continuous, rate: ${rate} }`;
  const expect = '[{ name: no alarm, never see: pump.alarm }]';
  const text = `scenario: speed\nsays: The pump delivers.\npump: ${pump}\nends at: ${hours} h\ntimeline: []\nexpect: ${expect}\n`;
  const read = readScenario(text, 'speed.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const startUs = wallNowUs();
  await runScenario(read.scenario, { rig: 'model', firmware: packagePath(REFERENCE) });
  return wallNowUs() - startUs;
}

function ofTestFirmwares(): readonly Figure[] {
  if (!hasTool('avr-gcc')) {
    process.stderr.write('Test firmwares on the emulated chip are not measured: avr-gcc missing here.\n');
    return [];
  }
  return asked.map(({ name, title, warmUpHours, hours, timesRealMin }) => {
    const bed = new ChipBed(name, { followedSteps: 1_000_000 });
    bed.to(warmUpHours * US_PER_HOUR);
    const startUs = wallNowUs();
    bed.to((warmUpHours + hours) * US_PER_HOUR);
    return {
      name: title,
      figure: (hours * US_PER_HOUR) / (wallNowUs() - startUs),
      unit: 'x real time',
      limit: { of: 'figure', bound: 'at least', value: timesRealMin },
    };
  });
}
