import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { ExpectationWatch } from './expectation-watch.ts';
import { type Finding, nothing, undecided } from './measurement.ts';
import type { TimeSpan } from './span.ts';

/** One expectation and its span. */
export interface AskedCheck {
  readonly name: string;
  readonly limits: string;
  readonly span: TimeSpan;
  readonly seenUs: number | undefined;
  readonly marginalFrom: number | undefined;
}

interface EndOfRun {
  readonly endUs: number;
}

/** Note of a check whose span is empty. */
export const SAW_NOTHING = 'the run ended as the span began, so the check saw nothing';

/** Returns why the run is too short to judge a span; undefined if it is long enough. */
export function whyCut({ fromUs, toUs }: TimeSpan, endUs: number): string | undefined {
  if (fromUs === Number.POSITIVE_INFINITY) return undefined;
  if (toUs < fromUs) return 'another entry ends the span as it begins';
  if (fromUs > endUs) return 'the run ended before the span began';
  if (toUs !== Number.POSITIVE_INFINITY) return toUs > endUs ? 'the run ended before the span did' : undefined;
  return fromUs === endUs ? SAW_NOTHING : undefined;
}

/**
 * Measures the seconds from the anchor to the event. A late event fails, as a missing event does; its margin in time is
 * minus the time by which it came too late.
 */
export function judgeSee(
  { name, limits, span, seenUs, marginalFrom }: AskedCheck,
  { outside: { behindUs } }: ExpectationWatch,
  { endUs }: EndOfRun,
): Finding {
  if (seenUs !== undefined) {
    const value = (seenUs - span.fromUs) / US_PER_SECOND;
    const margin = span.toUs === Number.POSITIVE_INFINITY ? null : (span.toUs - seenUs) / US_PER_SECOND;
    const isMarginal = marginalFrom === undefined ? {} : { isMarginal: seenUs - span.fromUs >= marginalFrom };
    return { name, value, unit: 's', limits, margin, marginS: margin, verdict: 'pass', ...isMarginal };
  }
  const cut = whyCut(span, endUs);
  if (cut !== undefined) return undecided(name, 's', limits, 'cut', cut);
  const marginS = behindUs === undefined ? null : (span.toUs - behindUs) / US_PER_SECOND;
  return { ...nothing(name, 's', limits, 'fail', 'not seen'), marginS };
}

/** Judges that an event stays away. Its margin in time is the time to the nearest such event outside the span. */
export function judgeNeverSee(
  { name, limits, span, seenUs }: AskedCheck,
  { outside, expectation }: ExpectationWatch,
  { endUs }: EndOfRun,
): Finding {
  const isPart = expectation.scope.kind === 'during';
  if (seenUs !== undefined) {
    const value = (seenUs - span.fromUs) / US_PER_SECOND;
    const isLimited = !isPart && Number.isFinite(span.toUs);
    const marginS = isLimited ? (seenUs - span.toUs) / US_PER_SECOND : null;
    return { name, value, unit: 's', limits, margin: null, marginS, verdict: 'fail', note: 'seen' };
  }
  const cut = whyCut(span, endUs);
  if (cut !== undefined) return undecided(name, 's', limits, 'cut', cut);
  const { beforeUs = Number.NEGATIVE_INFINITY, behindUs = Number.POSITIVE_INFINITY } = outside;
  // A part of the run might come earlier, too; a window begins at its trigger.
  const nearestUs = Math.min(behindUs - span.toUs, isPart ? span.fromUs - beforeUs : Number.POSITIVE_INFINITY);
  const marginS = Number.isFinite(nearestUs) ? nearestUs / US_PER_SECOND : null;
  return { name, value: 'not seen', unit: '', limits, margin: null, marginS, verdict: 'pass' };
}
