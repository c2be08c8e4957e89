import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from './time-units.ts';

const US_PER_MS = 1000;

/** Returns absolute pump time: `01:00:00`, `2 d 01:00:00`, and a fraction if the seconds are not whole. */
export function pumpTimeText(timeUs: number): string {
  const days = Math.floor(timeUs / US_PER_DAY);
  const ofDayUs = timeUs - days * US_PER_DAY;
  const parts = [
    ofDayUs / US_PER_HOUR,
    (ofDayUs % US_PER_HOUR) / US_PER_MINUTE,
    (ofDayUs % US_PER_MINUTE) / US_PER_SECOND,
  ];
  const clock = parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
  return `${days === 0 ? '' : `${days} d `}${clock}${fractionText(ofDayUs % US_PER_SECOND)}`;
}

function fractionText(restUs: number): string {
  if (restUs === 0) return '';
  const isWholeMs = restUs % US_PER_MS === 0;
  return `.${isWholeMs ? String(restUs / US_PER_MS).padStart(3, '0') : String(restUs).padStart(6, '0')}`;
}
