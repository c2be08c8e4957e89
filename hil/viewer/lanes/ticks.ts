import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';

/** A place on an axis, and its text. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Returns round values between two limits, at most `countMax` and a few. */
export function valueTicks(from: number, to: number, countMax: number): readonly Tick[] {
  const least = (to - from) / Math.max(1, countMax);
  if (!(least > 0)) return [{ at: from, text: shortNumber(from) }];
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= least) as number;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return multiples(from, to, step).map((at) => ({ at, text: decimals > 6 ? shortNumber(at) : at.toFixed(decimals) }));
}

/** Returns powers of ten between two limits above zero. */
export function logTicks(from: number, to: number): readonly Tick[] {
  const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const at = 10 ** (first + index);
    return { at, text: shortNumber(at) };
  });
}

const STEPS_US: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms * 1000),
  ...[1, 2, 5, 10, 15, 30].map((s) => s * US_PER_SECOND),
  ...[1, 2, 5, 10, 15, 30].map((min) => min * US_PER_MINUTE),
  ...[1, 2, 3, 6, 12].map((h) => h * US_PER_HOUR),
  ...[1, 2, 5, 7, 14, 30, 60, 100, 200, 365, 730, 1000].map((d) => d * US_PER_DAY),
];

/** Returns round times between two limits, at most `countMax` and a few. */
export function timeTicks(fromUs: number, toUs: number, countMax: number): readonly Tick[] {
  const leastUs = (toUs - fromUs) / Math.max(1, countMax);
  const stepUs = STEPS_US.find((size) => size >= leastUs) ?? (STEPS_US.at(-1) as number);
  return multiples(fromUs, toUs, stepUs).map((at) => ({ at, text: timeText(at, stepUs) }));
}

function timeText(atUs: number, stepUs: number): string {
  if (stepUs % US_PER_DAY === 0) return `${Math.round(atUs / US_PER_DAY)} d`;
  const text = pumpTimeText(atUs);
  return stepUs % US_PER_MINUTE === 0 ? text.replace(/:\d\d$/, '') : text;
}

function multiples(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step + 0);
}

/** Returns a number with at most four digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
