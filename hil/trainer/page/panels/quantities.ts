const S_PER_MIN = 60;
const S_PER_HOUR = 3600;
const S_PER_DAY = 86_400;

/** Pump time as `0:00:22`, with days in front where there are some: `34 d 21:36:00`. */
export function timeText(atUs: number): string {
  const seconds = Math.floor(atUs / 1e6 + 1e-6);
  const days = Math.floor(seconds / S_PER_DAY);
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const clock = `${Math.floor((seconds % S_PER_DAY) / S_PER_HOUR)}:${pad((seconds % S_PER_HOUR) / S_PER_MIN)}:${pad(seconds % S_PER_MIN)}`;
  return days === 0 ? clock : `${days} d ${clock}`;
}

/** Pace as `1 s = 17 min`. */
export function speedText(speed: number): string {
  return `1 s = ${spanText(speed)}`;
}

function spanText(seconds: number): string {
  if (seconds < 60 || (seconds < 100 && seconds % S_PER_MIN !== 0)) return `${short(seconds)} s`;
  if (seconds < 2 * S_PER_HOUR) return `${short(seconds / S_PER_MIN)} min`;
  return seconds < 2 * S_PER_DAY ? `${short(seconds / S_PER_HOUR)} h` : `${short(seconds / S_PER_DAY)} d`;
}

function short(value: number): number {
  return Number(value.toPrecision(2));
}

/** A volume with its unit: microlitres below 10 mL, as a class reads them. */
export function volumeText(volumeUl: number): { readonly value: string; readonly unit: string } {
  const size = Math.abs(volumeUl);
  if (size < 9.995) return { value: tidy(volumeUl.toFixed(2)), unit: 'uL' };
  if (size < 999.5) return { value: tidy(volumeUl.toFixed(1)), unit: 'uL' };
  return { value: tidy((volumeUl / 1000).toFixed(size < 9995 ? 3 : 2)), unit: 'mL' };
}

/** A mass of drug with its unit. */
export function massText(massUg: number): { readonly value: string; readonly unit: string } {
  if (Math.abs(massUg) < 99.95) return { value: tidy(massUg.toFixed(1)), unit: 'ug' };
  if (Math.abs(massUg) < 9999.5) return { value: tidy(massUg.toFixed(0)), unit: 'ug' };
  return { value: tidy((massUg / 1000).toFixed(1)), unit: 'mg' };
}

/** Returns the difference of two volumes as they are shown, which a class finds by subtracting the numbers. */
export function shownDifferenceUl(aUl: number, bUl: number): number {
  const [a, b] = [volumeText(aUl), volumeText(bUl)];
  if (a.unit !== b.unit) return aUl - bUl;
  return (Number(a.value) - Number(b.value)) * (a.unit === 'mL' ? 1000 : 1);
}

/** Writes zero without a minus sign. */
function tidy(text: string): string {
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
}
