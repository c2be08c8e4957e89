import type { TimeSpan } from '../check-view.ts';
import type { LaneView } from '../lane-view.ts';
import { POINTS_PER_COLUMN, SignalSampler } from './sample-signal.ts';

/** Heights of a lane's parts, in pixels. */
export const VERDICT_HEIGHT = 8;
export const STATE_HEIGHT = 18;
const PLOT_HEIGHT = 120;
const AXIS_HEIGHT = 20;
/** Width left of the plot, for values and names. */
export const LEFT_WIDTH = 72;
export const RIGHT_WIDTH = 10;

/** A lane as it is drawn for a stretch of time and a width. */
export interface LaneFrame {
  readonly lane: LaneView;
  readonly shown: TimeSpan;
  /** Width of the plot, and so the number of pixel columns. */
  readonly width: number;
  /** Height of the rows above the plot, and of the plot; 0 for a lane without signals. */
  readonly topHeight: number;
  readonly plotHeight: number;
  /** Values of each signal, four a column; null where there is none. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Limits of the axis of values. */
  readonly low: number;
  readonly high: number;
}

/** Samples the signals of one lane for any stretch of time. */
export class LaneSampler {
  readonly #lane: LaneView;
  readonly #samplers: readonly SignalSampler[];

  constructor(lane: LaneView) {
    this.#lane = lane;
    this.#samplers = lane.signals.map((signal) => new SignalSampler(signal));
  }

  /** Returns the lane for a stretch of time. The width is that of the plot alone. */
  frame(shown: TimeSpan, width: number): LaneFrame {
    const lane = this.#lane;
    const columnCount = Math.max(1, Math.floor(width));
    const isLog = lane.scale === 'log';
    const values = this.#samplers.map((sampler) => {
      const sampled = sampler.sample(shown, columnCount);
      return isLog ? sampled.map((value) => (value !== null && value > 0 ? value : null)) : sampled;
    });
    return {
      lane,
      shown,
      width: columnCount,
      topHeight: VERDICT_HEIGHT + lane.states.length * STATE_HEIGHT,
      plotHeight: lane.signals.length === 0 ? 0 : PLOT_HEIGHT,
      values,
      ...limitsOf(lane, values),
    };
  }
}

/** Returns the whole height of a frame. */
export function heightOf({ topHeight, plotHeight }: LaneFrame): number {
  return topHeight + plotHeight + AXIS_HEIGHT;
}

/** Returns the place of a time in a frame. */
export function xOf({ shown: { fromUs, toUs }, width }: LaneFrame, atUs: number): number {
  return ((atUs - fromUs) / (toUs - fromUs)) * width;
}

/** Returns the place of a value in a frame, from the top of its plot. */
export function yOf({ lane, low, high, plotHeight }: LaneFrame, value: number): number {
  const [from, to, at] = lane.scale === 'log' ? [low, high, value].map(Math.log) : [low, high, value];
  return (((to as number) - (at as number)) / ((to as number) - (from as number))) * plotHeight;
}

/** Returns the time of a point of a frame. */
export function pointUs({ shown: { fromUs, toUs }, width }: LaneFrame, index: number): number {
  return fromUs + ((toUs - fromUs) * index) / (width * POINTS_PER_COLUMN);
}

function limitsOf(
  { scale, bands }: LaneView,
  values: LaneFrame['values'],
): { readonly low: number; readonly high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const see = (value: number | null): void => {
    if (value === null || (scale === 'log' && value <= 0)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const signal of values) for (const value of signal) see(value);
  for (const { from, to } of bands) for (const value of [from, to]) see(value);
  if (low > high) return { low: scale === 'log' ? 1 : 0, high: scale === 'log' ? 10 : 1 };
  // Whole decades, so that the axis has at least two values.
  if (scale === 'log')
    return { low: 10 ** Math.floor(Math.log10(low / 1.2)), high: 10 ** Math.ceil(Math.log10(high * 1.2)) };
  // A flat signal gets room on both sides, so that it does not lie on the edge.
  const room = high > low ? (high - low) * 0.06 : Math.abs(high) * 0.05 || 1;
  return { low: low - room, high: high + room };
}
