import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { IntervalReader } from '../readings/interval-reader.ts';
import type { Bounds, Check } from '../scenario.ts';
import { cutReason, endedReason } from './explain-open.ts';
import { type Explained, type Reason, windowOf } from './explained.ts';
import { roundedOut } from './rounded-out.ts';
import { extremesOf } from './value-course.ts';

type NumberCheck = Extract<Check, { readonly kind: 'changes' | 'advances' | 'value' | 'always' }>;
const DIGITS = 6;
const written: Readonly<Record<NumberCheck['kind'], string>> = {
  changes: 'changes',
  advances: 'advances',
  value: '',
  always: 'stays',
};

/** Explains a check that compares a signal with limits. */
export function explainNumber(explained: Explained<NumberCheck>): Reason {
  const { check, finding, evidence } = explained;
  const window = windowOf(explained) ?? { fromUs: evidence.endUs, toUs: evidence.endUs };
  if (finding.reason === 'cut') return cutReason(explained, window);
  if (finding.reason === 'ended') return endedReason(explained, window);
  const fromUs = Math.min(window.fromUs, evidence.endUs);
  const toUs = Math.min(window.toUs ?? evidence.endUs, evidence.endUs);
  const atUs = check.kind === 'always' ? worstUs(explained, fromUs, toUs) : toUs;
  const needed = neededLimit(explained);
  return {
    atUs,
    window: { fromUs, toUs },
    deciding: {
      text: `${check.signal} ${written[check.kind]} ${finding.limits}`.replace('  ', ' '),
      fromUs: check.kind === 'always' || check.kind === 'value' ? atUs : fromUs,
      toUs: atUs,
    },
    // A change at the first microsecond counts, so the course begins with the value before it.
    seen: courseText(explained, check.kind === 'always' ? fromUs : Math.max(0, fromUs - (fromUs < toUs ? 1 : 0)), toUs),
    ...(needed === undefined ? {} : { wouldPass: needed }),
  };
}

/** Returns the time at which a value was furthest beyond its limit. */
function worstUs({ check, evidence }: Explained<NumberCheck>, fromUs: number, toUs: number): number {
  const found = extremesOf(evidence.signals.pieces(check.signal), fromUs, toUs);
  if (found === undefined) return toUs;
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = check.bounds;
  return atMost - found.max.value < found.min.value - atLeast ? found.max.atUs : found.min.atUs;
}

/** Returns words for the course of a value: the values at both ends, and the extremes between them. */
function courseText({ check, finding, evidence }: Explained<NumberCheck>, fromUs: number, toUs: number): string {
  const { signal, unit } = check;
  const reader = new IntervalReader(evidence.signals, signal);
  const readAt = (timeUs: number): number => reader.at(timeUs)?.value ?? 0;
  const at = (timeUs: number): string =>
    `${`${Number(readAt(timeUs).toPrecision(DIGITS))} ${unit}`.trim()} at ${pumpTimeText(timeUs)}`;
  const open = finding.reason === 'cannot tell' && finding.note !== undefined ? ` ${sentence(finding.note)}` : '';
  if (reader.at(toUs) === undefined) return `${signal} has no value until ${pumpTimeText(toUs)}.${open}`;
  if (fromUs === toUs || reader.at(fromUs) === undefined) return `${signal} was ${at(toUs)}.${open}`;
  const [first, last] = [readAt(fromUs), readAt(toUs)];
  const found = extremesOf(evidence.signals.pieces(signal), fromUs, toUs);
  const beyond =
    found === undefined
      ? []
      : [found.min.atUs, found.max.atUs].filter((timeUs) => {
          const value = readAt(timeUs);
          return value < Math.min(first, last) || value > Math.max(first, last);
        });
  const extremes = beyond.length === 0 ? '' : `, with ${beyond.map(at).join(' and ')} between`;
  return `${signal} was ${at(fromUs)} and ${at(toUs)}${extremes}.${open}`;
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** Returns a limit that this run would have met. */
function neededLimit({ check, finding }: Explained<NumberCheck>): string | undefined {
  const { value, verdict, margin } = finding;
  const { atLeast, atMost }: Bounds = check.bounds;
  if (verdict !== 'fail' || typeof value !== 'number' || margin === null) return undefined;
  const isAbove = atMost !== undefined && value > atMost;
  const edge = isAbove ? atMost - margin : (atLeast ?? 0) + margin;
  const limit = roundedOut(edge, isAbove ? 'up' : 'down');
  return `${isAbove ? 'at most' : 'at least'} ${limit} ${check.unit}`.trim();
}
