import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { patternText } from './event-pattern.ts';
import type { ExpectationWatch } from './expectation-watch.ts';
import { limitsText, type Measurement, measured, nothing } from './measurement.ts';
import type { Bounds, Check } from './scenario.ts';
import { SignalReader } from './signal-reader.ts';
import type { Span } from './span.ts';
import type { StudyResult } from './study-result.ts';

export interface Evidence {
  readonly records: readonly TraceRecord[];
  readonly signals: readonly SignalDeclaration[];
  readonly studies: readonly StudyResult[];
  readonly endUs: number;
  /** Smallest difference of a shaft angle, and of the volume that goes with it, that the rig can tell. */
  readonly resolutionDeg: number;
  readonly resolutionMl: number;
}

type Of<K extends Check['kind']> = Extract<Check, { readonly kind: K }>;
type Numeric = Of<'changes' | 'advances' | 'value' | 'always'>;

const US_PER_SECOND = 1_000_000;

/** Finds in the evidence what an expectation asks for. */
export function judge(watch: ExpectationWatch, evidence: Evidence): Measurement {
  const { name, check } = watch.expectation;
  if (check.kind === 'outcome') return judgeOutcome(name, check, evidence);
  if (watch.span === undefined) return nothing(name, '', '', 'not decided', 'the event that it counts from never came');
  if (check.kind === 'see') return judgeSee(name, check, watch, watch.span, evidence);
  if (check.kind === 'never see') return judgeNeverSee(name, check, watch, watch.span, evidence);
  return judgeNumber(name, check, watch.span, evidence);
}

function judgeOutcome(name: string, check: Of<'outcome'>, { studies }: Evidence): Measurement {
  const result = studies.find((study) => study.name === check.study);
  const limits = `outcome ${check.is}`;
  if (result === undefined) return nothing(name, '', limits, 'not decided', 'the study did not end before the run did');
  return {
    name,
    value: result.outcome,
    unit: '',
    limits,
    margin: null,
    verdict: result.outcome === check.is ? 'pass' : 'fail',
  };
}

/** Seconds from what it counts from to the event; late and missing are both failures. */
function judgeSee(
  name: string,
  check: Of<'see'>,
  watch: ExpectationWatch,
  span: Span,
  { endUs }: Evidence,
): Measurement {
  const within = span.toUs === Number.POSITIVE_INFINITY ? '' : ` within ${(span.toUs - span.fromUs) / US_PER_SECOND} s`;
  const limits = `${patternText(check.pattern)}${within}`;
  if (watch.seenUs !== undefined) {
    const value = (watch.seenUs - span.fromUs) / US_PER_SECOND;
    const margin = span.toUs === Number.POSITIVE_INFINITY ? null : (span.toUs - watch.seenUs) / US_PER_SECOND;
    return { name, value, unit: 's', limits, margin, verdict: 'pass' };
  }
  if (span.toUs > endUs && span.toUs !== Number.POSITIVE_INFINITY) {
    return nothing(name, 's', limits, 'not decided', 'the run ended before its time was over');
  }
  return nothing(name, 's', limits, 'fail', 'not seen');
}

function judgeNeverSee(
  name: string,
  check: Of<'never see'>,
  watch: ExpectationWatch,
  span: Span,
  { endUs }: Evidence,
): Measurement {
  const limits = `never ${patternText(check.pattern)}`;
  if (watch.seenUs !== undefined) {
    const value = (watch.seenUs - span.fromUs) / US_PER_SECOND;
    return { name, value, unit: 's', limits, margin: null, verdict: 'fail', note: 'seen' };
  }
  if (span.fromUs > endUs) return nothing(name, 's', limits, 'not decided', 'the run ended before its time came');
  return { name, value: 'not seen', unit: '', limits, margin: null, verdict: 'pass' };
}

function judgeNumber(name: string, check: Numeric, span: Span, evidence: Evidence): Measurement {
  const { records, endUs } = evidence;
  const limits = limitsText(check.bounds, check.unit);
  const toUs = Math.min(span.toUs, endUs);
  const fromUs = Math.min(span.fromUs, endUs);
  const isCut = Number.isFinite(span.toUs) && span.toUs > endUs;
  if (isCut) return nothing(name, check.unit, limits, 'not decided', 'the run ended before its time was over');
  const quantum = evidence.signals.find((signal) => signal.name === check.signal)?.quantum;
  const reader = new SignalReader(records, check.signal, quantum);
  if (reader.at(toUs) === undefined)
    return nothing(name, check.unit, limits, 'not decided', `${check.signal} has no value there`);
  const resolution = resolutionOf(check, evidence);
  return measured(name, valueOf(check, reader, fromUs, toUs), check.unit, check.bounds, resolution);
}

/** The number that the bounds are laid against; for `always` the worst of all. */
function valueOf(check: Numeric, reader: SignalReader, fromUs: number, toUs: number): number {
  if (check.kind === 'value') return reader.at(toUs) as number;
  if (check.kind === 'advances') return (reader.at(toUs) as number) - (reader.before(fromUs) as number);
  const { min, max } = reader.range(fromUs, toUs) as { min: number; max: number };
  return check.kind === 'changes' ? max - min : worstOf(min, max, check.bounds);
}

function worstOf(min: number, max: number, { atLeast, atMost }: Bounds): number {
  if (atMost === undefined) return min;
  if (atLeast === undefined) return max;
  return atMost - max < min - atLeast ? max : min;
}

/** Only the truth is limited by what a rig can see; what the pump believes is read out. */
function resolutionOf({ signal, unit }: Numeric, { resolutionDeg, resolutionMl }: Evidence): number {
  if (!signal.startsWith('true.')) return 0;
  return unit === 'deg' ? resolutionDeg : resolutionMl;
}
