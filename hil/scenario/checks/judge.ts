import { timeText } from '../../yaml/units.ts';
import { IntervalReader } from '../readings/interval-reader.ts';
import { atLeast, differenceOf, type Reading, widened } from '../readings/reading.ts';
import { rigErrorOf } from '../readings/rig-error.ts';
import { rangeOnRig } from '../readings/rig-range.ts';
import type { RunSignals } from '../readings/run-signals.ts';
import type { SignalPieces } from '../readings/signal-pieces.ts';
import {
  type AcceptedCheck,
  type Check,
  type Expectation,
  isOfStudy,
  type PatternCheck,
  type RefusedCheck,
  type StudyChecks,
} from '../scenario.ts';
import { type Compared, decided } from './decision.ts';
import { patternText } from './event-pattern.ts';
import type { ExpectationWatch } from './expectation-watch.ts';
import { type AskedCheck, judgeNeverSee, judgeSee, whyCut } from './judge-event.ts';
import { judgeStudy } from './judge-study.ts';
import { type Finding, limitsText, type Measurement, nothing, undecided } from './measurement.ts';
import { judgeAccepted, judgeRefused } from './refused-check.ts';
import type { TimeSpan } from './span.ts';
import type { StudyResult } from './study-result.ts';
import { levelsOf, secondsToCrossing, secondsToSpread } from './time-margin.ts';

/** Everything from a run that its judgement needs. */
export interface Evidence {
  readonly signals: RunSignals;
  readonly studies: readonly StudyResult[];
  readonly endUs: number;
  /** Volume per degree of the rig's shaft. 0 for a pump without rollers. */
  readonly mlPerDeg: number;
}

type Of<K extends Check['kind']> = Extract<Check, { readonly kind: K }>;
type Numeric = Of<'changes' | 'advances' | 'value' | 'always'>;

/** Judges one expectation by the evidence of a run. */
export function judge(watch: ExpectationWatch, evidence: Evidence): Measurement {
  const { requires } = watch.expectation;
  return { ...findingOf(watch, evidence), requires, place: watch.place };
}

function findingOf(watch: ExpectationWatch, evidence: Evidence): Finding {
  const { expectation, span, seenUs } = watch;
  const { name, check } = expectation;
  if (isOfStudy(check)) return judgeStudy(name, check, evidence.studies);
  if (check.kind === 'refused') return judgeRefused(name, check, evidence.signals.entryEvents);
  if (check.kind === 'accepted') return judgeAccepted(name, check, evidence.signals.entryEvents);
  if (check.kind === 'pattern') throw new Error(`expectation ${name}: patterns have a judge of their own`);
  const limits = limitsOf(check, span);
  if (span === undefined) return neverTriggered(expectation, limits);
  if (watch.cutUs !== undefined) {
    const unless = expectation.scope.kind === 'after' ? expectation.scope.unless : undefined;
    const why = `${unless === undefined ? 'an event' : patternText(unless)} occurred before the span ended`;
    return undecided(name, '', limits, 'ended', why);
  }
  if (watch.isInDoubt) {
    const why =
      'an entry of the log was read later, and its own time has an error that reaches over an end of the span';
    return undecided(name, 's', limits, 'cannot tell', why);
  }
  const asked: AskedCheck = { name, limits, span, seenUs, marginalFrom: expectation.marginalFrom };
  if (check.kind === 'see') return judgeSee(asked, watch, evidence);
  if (check.kind === 'never see') return judgeNeverSee(asked, watch, evidence);
  return judgeNumber(asked, check, evidence);
}

/** The span never began, because its event never occurred. `may never happen` accepts that. */
function neverTriggered({ name, mayNeverHappen }: Expectation, limits: string): Finding {
  const note = 'its anchor event never occurred';
  if (mayNeverHappen !== true) return nothing(name, '', limits, 'never triggered', note);
  return { ...nothing(name, '', limits, 'pass', `${note}, and it may never happen`), isUntriggered: true };
}

function limitsOf(
  check: Exclude<Check, StudyChecks | RefusedCheck | AcceptedCheck | PatternCheck>,
  span: TimeSpan | undefined,
): string {
  if (check.kind !== 'see' && check.kind !== 'never see') return limitsText(check.bounds, check.unit);
  const isBounded = span !== undefined && Number.isFinite(span.toUs);
  const within = isBounded ? ` within ${timeText(span.toUs - span.fromUs)}` : '';
  return `${check.kind === 'see' ? '' : 'never '}${patternText(check.pattern)}${within}`;
}

/** Judges a number. Its error consists of the error of the records and the error of the rig. */
function judgeNumber(asked: AskedCheck, check: Numeric, evidence: Evidence): Finding {
  const { name, limits, span, marginalFrom } = asked;
  const { signals, endUs, mlPerDeg } = evidence;
  const { signal, unit, bounds } = check;
  const cut = whyCut(span, endUs);
  if (cut !== undefined) return undecided(name, unit, limits, 'cut', cut);
  const [fromUs, toUs] = [Math.min(span.fromUs, endUs), Math.min(span.toUs, endUs)];
  const reader = new IntervalReader(signals, signal);
  const errorAt = (timeUs: number) => rigErrorOf(signal, unit, signals, timeUs, mlPerDeg).size;
  const settled = check.kind === 'always' ? rangeOnRig(reader, signals, { fromUs, toUs }, errorAt) : undefined;
  const compared = comparedOf(check, reader, fromUs, toUs);
  if (compared === undefined) {
    return undecided(name, unit, limits, 'cannot tell', `${signal} has no value in the span`);
  }
  const ofRig = rigErrorOf(signal, unit, signals, toUs, mlPerDeg);
  const isSpread = check.kind === 'changes';
  const low = settled?.min ?? withRig(compared.low, ofRig.size, isSpread);
  const high = settled?.max ?? (compared.high === compared.low ? low : withRig(compared.high, ofRig.size, isSpread));
  const finding = decided({ name, unit, bounds, marginalFrom }, { low, high }, [
    ...errorParts(compared, unit),
    ...ofRig.parts,
  ]);
  if (finding.verdict === 'not decided') return finding;
  const marginS = timeMarginOf(check, signals.pieces(signal), reader, { fromUs, toUs, endUs });
  return { ...finding, marginS: finding.verdict === 'pass' || marginS === null ? marginS : -marginS };
}

/** The largest value minus the smallest is never below 0, whatever its error. */
function withRig(reading: Reading, error: number, isSpread: boolean): Reading {
  const wide = widened(reading, error);
  return isSpread ? atLeast(wide, 0) : wide;
}

function errorParts({ low, high }: Compared, unit: string): readonly string[] {
  const width = Math.max(low.high - low.low, high.high - high.low);
  return width === 0 ? [] : [`the records leave ${Number(width.toPrecision(3))} ${unit} open`];
}

/**
 * Returns the numbers to compare with the bounds. A change at the entry's own microsecond counts for `changes` and
 * `advances`. It does not count for a value that must hold from the entry on.
 */
function comparedOf({ kind }: Numeric, reader: IntervalReader, fromUs: number, toUs: number): Compared | undefined {
  if (kind === 'always') {
    const range = reader.settledRange(fromUs, toUs);
    return range === undefined ? undefined : { low: range.min, high: range.max };
  }
  const one = numberOf(kind, reader, fromUs, toUs);
  return one === undefined ? undefined : { low: one, high: one };
}

function numberOf(
  kind: Exclude<Numeric['kind'], 'always'>,
  reader: IntervalReader,
  fromUs: number,
  toUs: number,
): Reading | undefined {
  if (kind === 'value') return reader.at(toUs);
  if (kind === 'advances') return reader.change(fromUs, toUs);
  const range = reader.range(fromUs, toUs);
  return range === undefined ? undefined : atLeast(differenceOf(range.max, range.min), 0);
}

/**
 * Returns how many seconds earlier or later the verdict would have changed. Null if no moment of the run changes it.
 */
function timeMarginOf(
  { kind, bounds }: Numeric,
  pieces: SignalPieces,
  reader: IntervalReader,
  { fromUs, toUs, endUs }: { readonly fromUs: number; readonly toUs: number; readonly endUs: number },
): number | null {
  if (kind === 'changes') {
    return secondsToSpread(pieces, levelsOf(bounds), { fromUs, toUs: endUs, decidedUs: toUs });
  }
  if (kind === 'advances') {
    const base = reader.before(fromUs)?.value ?? 0;
    return secondsToCrossing(pieces, levelsOf(bounds, base), { fromUs, toUs: endUs, decidedUs: toUs });
  }
  return secondsToCrossing(pieces, levelsOf(bounds), { fromUs: 0, toUs: endUs, decidedUs: toUs });
}
