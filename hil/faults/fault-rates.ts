import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';

/**
 * Kinds of line fault, in the order in which one draw selects them. Append new kinds at the end, or the same seed draws
 * other faults.
 */
export const FAULT_KINDS = ['flip', 'burst', 'drop', 'double', 'truncate', 'delay', 'cut'] as const;

export type LineFaultKind = (typeof FAULT_KINDS)[number];

/** Probability of each fault per line, 0 to 1. The sum is at most 1. */
export type LineFaultRates = { readonly [K in LineFaultKind]?: number };

/** Decimal number without sign. `Number` alone would accept an empty text and `0x1`. */
const RATE = /^(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;

/** Tolerance for the rounded sum of decimals such as 0.7 + 0.2 + 0.1. */
const SUM_SLACK = 1e-9;

/** Parses `flip=0.01,drop=0.02`. Throws `HilError` FAULTS_INVALID (usage) that names key, value and limit. */
export function parseFaultRates(text: string): LineFaultRates {
  const rates: { [K in LineFaultKind]?: number } = {};
  for (const entry of text.split(',')) {
    const { kind, rate } = parseEntry(entry.trim());
    if (rates[kind] !== undefined) throw invalid(`Line fault "${kind}" is given twice.`);
    rates[kind] = rate;
  }
  const sum = Object.values(rates).reduce((total, rate) => total + rate, 0);
  if (sum > 1 + SUM_SLACK) {
    throw invalid(`The line fault rates add up to "${Number(sum.toFixed(9))}"; allowed: at most 1.`);
  }
  return rates;
}

/** Returns rates as the command line writes them: `flip=0.01,drop=0.02`. */
export function faultRatesText(rates: LineFaultRates): string {
  return Object.entries(rates)
    .map(([kind, rate]) => `${kind}=${rate}`)
    .join(',');
}

function parseEntry(entry: string): { readonly kind: LineFaultKind; readonly rate: number } {
  const [, key, value] = /^([^=]*)=(.*)$/.exec(entry) ?? [];
  if (key === undefined || value === undefined) {
    throw invalid(`Unreadable line fault ${quoted(entry)}; allowed: \`KIND=RATE\`, as in \`flip=0.01,drop=0.02\`.`);
  }
  const kind = FAULT_KINDS.find((known) => known === key.trim());
  if (kind === undefined) throw unknownKind(key.trim());
  const rate = RATE.test(value.trim()) ? Number(value) : Number.NaN;
  if (!(rate >= 0 && rate <= 1))
    throw invalid(`Line fault "${kind}" has rate ${quoted(value.trim())}; allowed: 0 to 1.`);
  return { kind, rate };
}

function unknownKind(key: string): HilError {
  const allowed = FAULT_KINDS.join(', ');
  return invalid(`Unknown line fault ${quoted(key)}; allowed: ${allowed}.${didYouMean(key, FAULT_KINDS)}`);
}

function invalid(message: string): HilError {
  return new HilError('FAULTS_INVALID', 'usage', message);
}
