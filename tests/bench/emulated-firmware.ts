import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { ChipBed } from '../hil/firmware/emulated/chip-bed.ts';
import { hasTool } from '../hil/sketch/sketch-build.ts';
import type { Figure } from './figure.ts';

/** The engine takes a second or two of wall time to compile the code that runs often. These hours do not count. */
const asked = [
  { name: 'tick', title: 'a firmware with a tick of 1 ms', warmUpHours: 1, hours: 2, timesRealMin: 1000 },
  { name: 'stepper', title: 'a firmware that sleeps from step to step', warmUpHours: 4, hours: 24, timesRealMin: 5000 },
] as const;

/** Speed of test firmwares on the emulated chip, as a multiple of wall speed, without a pump around it. */
export async function measure(): Promise<readonly Figure[]> {
  if (!hasTool('avr-gcc')) {
    process.stderr.write('Firmwares on the emulated chip are not measured: avr-gcc missing here.\n');
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
