import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';

/** Units of a pace, each from a number of them on. */
const UNITS: readonly (readonly [unit: string, us: number, from: number])[] = [
  ['d', US_PER_DAY, 2],
  ['h', US_PER_HOUR, 2],
  ['min', US_PER_MINUTE, 2],
];

/** Returns a speed as pump time in a second of wall time: `1 s = 17 min`. */
export function paceText(speed: number): string {
  const us = speed * US_PER_SECOND;
  const [unit, unitUs] = UNITS.find(([, size, from]) => us >= from * size) ?? ['s', US_PER_SECOND];
  return `1 s = ${Number((us / unitUs).toPrecision(2))} ${unit}`;
}
