import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { timeText } from '../../yaml/units.ts';
import {
  type Bounds,
  type Check,
  type Expectation,
  isOfStudy,
  type PatternCheck,
  type RefusedCheck,
  type StudyChecks,
} from '../scenario.ts';
import { patternText } from './event-pattern.ts';
import type { ExpectationWatch } from './expectation-watch.ts';
import { judgeStudy } from './judge-study.ts';
import { type Finding, limitsText, type Measurement, measured, nothing, undecided } from './measurement.ts';
import { judgeRefused } from './refused-check.ts';
import { SignalReader } from './signal-reader.ts';
import type { TimeSpan } from './span.ts';
import type { StudyResult } from './study-result.ts';

/** Everything that a run leaves for its judgement. */
export interface Evidence {
  readonly records: readonly TraceRecord[];
  readonly signals: readonly SignalDeclaration[];
  readonly studies: readonly StudyResult[];
  readonly endUs: number;
  /** Smallest differences that the rig resolves: of a shaft angle, and of the volume that it stands for. */
  readonly resolutionDeg: number;
  readonly resolutionMl: number;
  /** Largest angle by which the shaft can have overrun a sensed field's crossing. */
  readonly overrunDeg: number;
}

type Of<K extends Check['kind']> = Extract<Check, { readonly kind: K }>;
type Numeric = Of<'changes' | 'advances' | 'value' | 'always'>;

/** Judges one expectation by the evidence of a run. */
export function judge(watch: ExpectationWatch, evidence: Evidence): Measurement {
  const { requires, place } = watch.expectation;
  return { ...marked(findingOf(watch, evidence), watch.expectation), requires, place: { file: watch.file, ...place } };
}

/** Marks a pass as marginal if its value lies in the band of `marginal from`. */
function marked(finding: Finding, { check, marginalFrom }: Expectation): Finding {
  const { value, verdict } = finding;
  if (marginalFrom === undefined || verdict !== 'pass' || typeof value !== 'number') return finding;
  if (!('bounds' in check)) return { ...finding, isMarginal: value * US_PER_SECOND >= marginalFrom };
  const isMarginal = check.bounds.atMost === undefined ? value <= marginalFrom : value >= marginalFrom;
  return { ...finding, isMarginal };
}

function findingOf(watch: ExpectationWatch, evidence: Evidence): Finding {
  const { expectation, span, seenUs } = watch;
  const { name, check } = expectation;
  if (isOfStudy(check)) return judgeStudy(name, check, evidence.studies);
  if (check.kind === 'refused') return judgeRefused(name, check, evidence.records);
  if (check.kind === 'pattern') throw new Error(`expectation ${name}: patterns have a judge of their own`);
  const limits = limitsOf(check, span);
  if (span === undefined) return neverTriggered(expectation, limits);
  if (watch.cutUs !== undefined) {
    const unless = expectation.scope.kind === 'after' ? expectation.scope.unless : undefined;
    const why = `${unless === undefined ? 'an event' : patternText(unless)} occurred before the span ended`;
    return undecided(name, '', limits, 'ended', why);
  }
  const asked: Asked = { name, limits, span, seenUs };
  if (check.kind === 'see') return judgeSee(asked, evidence);
  if (check.kind === 'never see') return judgeNeverSee(asked, evidence);
  return judgeNumber(asked, check, evidence);
}

/** The event from which the span begins never occurred. `may never happen` accepts that. */
function neverTriggered({ name, mayNeverHappen }: Expectation, limits: string): Finding {
  const note = 'its anchor event never occurred';
  if (mayNeverHappen !== true) return nothing(name, '', limits, 'never triggered', note);
  return { ...nothing(name, '', limits, 'pass', `${note}, and it may never happen`), isUntriggered: true };
}

/** One expectation with its span. */
interface Asked {
  readonly name: string;
  readonly limits: string;
  readonly span: TimeSpan;
  readonly seenUs: number | undefined;
}

function limitsOf(
  check: Exclude<Check, StudyChecks | RefusedCheck | PatternCheck>,
  span: TimeSpan | undefined,
): string {
  if (check.kind !== 'see' && check.kind !== 'never see') return limitsText(check.bounds, check.unit);
  const isBounded = span !== undefined && Number.isFinite(span.toUs);
  const within = isBounded ? ` within ${timeText(span.toUs - span.fromUs)}` : '';
  return `${check.kind === 'see' ? '' : 'never '}${patternText(check.pattern)}${within}`;
}

/** Returns why the run is too short to judge a span; undefined if it is long enough. */
function whyCut({ fromUs, toUs }: TimeSpan, endUs: number): string | undefined {
  if (fromUs === Number.POSITIVE_INFINITY) return undefined;
  if (toUs < fromUs) return 'another entry ends the span as it begins';
  if (fromUs > endUs) return 'the run ended before the span began';
  if (toUs !== Number.POSITIVE_INFINITY) return toUs > endUs ? 'the run ended before the span did' : undefined;
  return fromUs === endUs ? 'the run ended as the span began; it may need `within`' : undefined;
}

/** Measures the seconds from the anchor to the event. A late event fails as a missing one does. */
function judgeSee({ name, limits, span, seenUs }: Asked, { endUs }: Evidence): Finding {
  if (seenUs !== undefined) {
    const value = (seenUs - span.fromUs) / US_PER_SECOND;
    const margin = span.toUs === Number.POSITIVE_INFINITY ? null : (span.toUs - seenUs) / US_PER_SECOND;
    return { name, value, unit: 's', limits, margin, marginS: margin, verdict: 'pass' };
  }
  const cut = whyCut(span, endUs);
  if (cut !== undefined) return undecided(name, 's', limits, 'cut', cut);
  return nothing(name, 's', limits, 'fail', 'not seen');
}

function judgeNeverSee({ name, limits, span, seenUs }: Asked, { endUs }: Evidence): Finding {
  if (seenUs !== undefined) {
    const value = (seenUs - span.fromUs) / US_PER_SECOND;
    return { name, value, unit: 's', limits, margin: null, verdict: 'fail', note: 'seen' };
  }
  const cut = whyCut(span, endUs);
  if (cut !== undefined) return undecided(name, 's', limits, 'cut', cut);
  return { name, value: 'not seen', unit: '', limits, margin: null, verdict: 'pass' };
}

function judgeNumber({ name, limits, span }: Asked, check: Numeric, evidence: Evidence): Finding {
  const { records, signals, endUs } = evidence;
  const { signal, unit, bounds } = check;
  const cut = whyCut(span, endUs);
  if (cut !== undefined) return undecided(name, unit, limits, 'cut', cut);
  const reader = new SignalReader(
    records,
    signal,
    signals.find((one) => one.name === signal),
  );
  const value = numberOf(check, reader, Math.min(span.fromUs, endUs), Math.min(span.toUs, endUs));
  if (value === undefined) return undecided(name, unit, limits, 'cannot tell', `${signal} has no value in the span`);
  const ranOn = whyOverrun(signal, evidence);
  if (ranOn === undefined) return measured(name, value, unit, bounds, resolutionOf(check, evidence));
  return { ...measured(name, value, unit, bounds, 0), verdict: 'not decided', reason: 'cannot tell', note: ranOn };
}

/** Returns why a sensed hold hides the rotor's angle: the shaft may have overrun the crossing by more than the run resolves. */
function whyOverrun(signal: string, { overrunDeg, resolutionDeg }: Evidence): string | undefined {
  if (!signal.startsWith('true.') || overrunDeg <= resolutionDeg) return undefined;
  return `the shaft may have run on by ${overrunDeg.toFixed(2)} deg before it was held, and the run resolves ${resolutionDeg.toFixed(2)} deg; a lower --speed helps`;
}

/**
 * Returns the number to compare with the bounds. A change at the entry's own microsecond counts towards `changes` and
 * `advances` from that entry, but not towards a value that must stay from then on.
 */
function numberOf({ kind, bounds }: Numeric, reader: SignalReader, fromUs: number, toUs: number): number | undefined {
  if (kind === 'value') return reader.at(toUs);
  if (kind === 'advances') {
    const [first, last] = [reader.before(fromUs), reader.at(toUs)];
    return first === undefined || last === undefined ? undefined : last - first;
  }
  const range = kind === 'changes' ? reader.range(fromUs, toUs) : reader.settledRange(fromUs, toUs);
  if (range === undefined) return undefined;
  return kind === 'changes' ? range.max - range.min : worstOf(range.min, range.max, bounds);
}

/** Returns the extreme that is nearest to a limit or furthest beyond it. */
function worstOf(min: number, max: number, { atLeast, atMost }: Bounds): number {
  if (atMost === undefined) return min;
  if (atLeast === undefined) return max;
  return atMost - max < min - atLeast ? max : min;
}

/** Returns the resolution of a signal. Only true values are limited by the rig; the pump reports its beliefs exactly. */
function resolutionOf({ signal, unit }: Numeric, evidence: Evidence): number {
  if (!signal.startsWith('true.')) return 0;
  if (unit === 'deg') return evidence.resolutionDeg;
  const perMl = evidence.signals.find((one) => one.name === signal)?.perMl ?? (unit === 'mL' ? 1 : 0);
  return evidence.resolutionMl * (typeof perMl === 'number' ? perMl : largestOf(perMl, evidence));
}

function largestOf(signal: string, { records, endUs }: Evidence): number {
  return new SignalReader(records, signal).range(0, endUs)?.max ?? 0;
}
