import { type MotorLine, stepDueUs, stepsAt } from '../../firmware-sim/base/motor-line.ts';
import { type Rational, timesRound } from '../../firmware-sim/base/rational.ts';
import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import type { Speed } from './rig.ts';
import { SENSED_SPAN_US_MAX } from './sensed-lag.ts';

/** Longest segment in board time. Shorter at wall speed, where a person may pull a plug. */
const SEGMENT_WALL_US_MAX = 2_000_000;
const SEGMENT_VIRTUAL_US_MAX = 60_000_000;

export interface SegmentTerms {
  readonly speed: Speed;
  readonly stepsPerSecondMax: number;
  readonly segmentMsMax: number;
  readonly onTheWall: boolean;
  /** True if the field comes from the board's own sensor. */
  readonly isSensed: boolean;
  /** Longest segment in board time for a run that a person acts on; undefined without one. */
  readonly spanUsMax?: number | undefined;
  readonly perMotorStep: Rational;
}

function segmentUsMax({ segmentMsMax, onTheWall, isSensed, spanUsMax }: SegmentTerms): number {
  const longestUs = Math.min(segmentMsMax * 1000, spanUsMax ?? Number.POSITIVE_INFINITY);
  if (isSensed) return Math.min(longestUs, SENSED_SPAN_US_MAX);
  return Math.min(longestUs, onTheWall ? SEGMENT_WALL_US_MAX : SEGMENT_VIRTUAL_US_MAX);
}

/** Returns the pump time up to which one segment from `fromSteps` may last. */
function segmentEndUsMax(line: MotorLine, { nowUs, fromSteps }: SpanStart, terms: SegmentTerms): number {
  const { speed, stepsPerSecondMax, perMotorStep } = terms;
  const boardUs = segmentUsMax(terms);
  if (speed !== 'auto') return nowUs + Math.max(1, Math.floor(boardUs * speed));
  const { numerator, denominator } = perMotorStep;
  const motorSteps = Math.floor((((boardUs / US_PER_SECOND) * stepsPerSecondMax - 1) * denominator) / numerator);
  return stepDueUs(line, fromSteps + Math.max(1, motorSteps));
}

/** Returns the board time of a segment: by the wanted speed, but no faster than the motor turns. */
export function segmentMs(rigSteps: number, spanUs: number, { speed, stepsPerSecondMax }: SegmentTerms): number {
  const fastestMs = Math.ceil((1000 * rigSteps) / stepsPerSecondMax);
  const watchableMs = speed === 'auto' ? 0 : Math.round(spanUs / 1000 / speed);
  return Math.max(1, fastestMs, watchableMs);
}

/** Times and counts from which the next span is planned. */
export interface SpanStart {
  readonly nowUs: number;
  /** Motor steps that the rig has played. */
  readonly fromSteps: number;
  /** Pump time that the span may reach, if one segment covers it. */
  readonly untilUs: number;
  /** Rig steps at which the board's counter was set to zero. */
  readonly baseSteps: number;
}

/** A span of pump time that one segment covers, in steps of the pump's motor and of the rig. */
export interface SegmentSpan {
  readonly nowUs: number;
  readonly endUs: number;
  readonly fromSteps: number;
  readonly toSteps: number;
  readonly rigFrom: number;
  readonly rigTo: number;
}

/** Plans the next span of the pump's motor line. It ends at `untilUs` or at the length of one segment. */
export function planSpan(line: MotorLine, start: SpanStart, terms: SegmentTerms): SegmentSpan {
  const { nowUs, fromSteps, untilUs, baseSteps } = start;
  const endUs = Math.max(nowUs, Math.min(untilUs, segmentEndUsMax(line, start, terms)));
  const toSteps = stepsAt(line, endUs);
  const rigSteps = (motorSteps: number): number => timesRound(motorSteps, terms.perMotorStep) - baseSteps;
  return { nowUs, endUs, fromSteps, toSteps, rigFrom: rigSteps(fromSteps), rigTo: rigSteps(toSteps) };
}
