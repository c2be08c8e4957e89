/** Digits of a number unless a limit needs more. */
const DIGITS = 4;
const DIGITS_MAX = 9;
/** A number is rounded by at most this share of its distance to a limit. */
const ROUNDED_SHARE = 0.1;
const UL_PER_ML = 1000;
const SECONDS_OF: readonly (readonly [unit: string, seconds: number])[] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
];

/**
 * Returns a number for people: with four digits, volumes below 1 mL in uL, and durations from a minute on in days, hours and
 * minutes. A `margin` is the distance to a limit: the number gets the digits that show on which side it lies.
 */
export function shownNumber(value: number, unit = '', margin: number | null = null): string {
  if (unit === 's' && Math.abs(value) >= 60 && Number.isFinite(value)) return shownDuration(value);
  const isSmall = unit === 'mL' && value !== 0 && Math.abs(value) < 1;
  const scale = isSmall ? UL_PER_ML : 1;
  const text = String(rounded(value * scale, margin === null ? null : margin * scale));
  const shownUnit = isSmall ? 'uL' : unit;
  return shownUnit === '' ? text : `${text} ${shownUnit}`;
}

function rounded(value: number, margin: number | null): number {
  const allowed = margin === null || margin === 0 ? Number.POSITIVE_INFINITY : Math.abs(margin) * ROUNDED_SHARE;
  for (let digits = DIGITS; digits < DIGITS_MAX; digits += 1) {
    const near = Number(value.toPrecision(digits));
    if (Math.abs(near - value) <= allowed) return near;
  }
  return Number(value.toPrecision(DIGITS_MAX));
}

/** Returns seconds as `2 h 39 min 18.6 s`; parts that are zero are left out. */
function shownDuration(seconds: number): string {
  let tenths = Math.round(10 * Math.abs(seconds));
  const parts: string[] = [];
  for (const [unit, size] of SECONDS_OF) {
    const count = Math.floor(tenths / (10 * size));
    if (count > 0) parts.push(`${count} ${unit}`);
    tenths -= 10 * size * count;
  }
  if (tenths > 0) parts.push(`${tenths / 10} s`);
  return `${seconds < 0 ? '-' : ''}${parts.join(' ')}`;
}

const SMALL_VOLUME = /(?<![\w.])-?(?:0?\.\d+(?:e-\d+)?|\d(?:\.\d+)?e-\d+) mL(?![\w/])/g;
/** More digits than any number of a report has, and fewer than a double. */
const EXACT_DIGITS = 12;

/** Returns a sentence with its volumes below 1 mL in uL. It keeps all digits, since some are rounded towards one side. */
export function withSmallVolumes(text: string): string {
  return text.replace(
    SMALL_VOLUME,
    (found) => `${Number((Number.parseFloat(found) * UL_PER_ML).toPrecision(EXACT_DIGITS))} uL`,
  );
}
