import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';

/** In the order in which one draw is shared out among them; a new kind goes to the end, or old seeds change their meaning. */
export const FAULT_KINDS = ['flip', 'burst', 'drop', 'double', 'truncate', 'delay', 'cut'] as const;

export type LineFaultKind = (typeof FAULT_KINDS)[number];

/** Probability for each line, 0 to 1; together they may not exceed 1. */
export type LineFaultRates = { readonly [K in LineFaultKind]?: number };

/** A decimal number without sign: `Number('')` is 0 and `Number('0x1')` is 1. */
const RATE = /^(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;

/** Rounding of a sum of decimals such as 0.7 + 0.2 + 0.1 is not the user's fault. */
const SUM_SLACK = 1e-9;

/** Reads `flip=0.01,drop=0.02`. Throws `HilError` FAULTS_INVALID (usage) naming key, value and limit. */
export function parseFaultRates(text: string): LineFaultRates {
  const rates: { [K in LineFaultKind]?: number } = {};
  for (const entry of text.split(',')) {
    const { kind, rate } = parseEntry(entry.trim());
    if (rates[kind] !== undefined) throw invalid(`Line fault "${kind}" is given twice.`);
    rates[kind] = rate;
  }
  const sum = Object.values(rates).reduce((total, rate) => total + rate, 0);
  if (sum > 1 + SUM_SLACK) {
    throw invalid(`Line fault rates add up to ${Number(sum.toFixed(9))}; together they may not exceed 1.`);
  }
  return rates;
}

function parseEntry(entry: string): { readonly kind: LineFaultKind; readonly rate: number } {
  const [, key, value] = /^([^=]*)=(.*)$/.exec(entry) ?? [];
  if (key === undefined || value === undefined) {
    throw invalid(`Line fault ${quoted(entry)} is not of the form kind=rate, as in flip=0.01,drop=0.02.`);
  }
  const kind = FAULT_KINDS.find((known) => known === key.trim());
  if (kind === undefined) throw unknownKind(key.trim());
  const rate = RATE.test(value.trim()) ? Number(value) : Number.NaN;
  if (!(rate >= 0 && rate <= 1))
    throw invalid(`Line fault "${kind}" has rate ${quoted(value.trim())}; allowed is 0 to 1.`);
  return { kind, rate };
}

function unknownKind(key: string): HilError {
  return invalid(
    `Unknown line fault ${quoted(key)}; known are ${FAULT_KINDS.join(', ')}.${didYouMean(key, FAULT_KINDS)}`,
  );
}

function invalid(message: string): HilError {
  return new HilError('FAULTS_INVALID', 'usage', message);
}
