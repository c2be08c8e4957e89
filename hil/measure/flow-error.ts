/**
 * Delivered volumes at regular intervals. The flow errors follow the formulas of IEC 60601-2-24 (1998 edition) for external
 * infusion pumps: start-up curve, trumpet curve, overall error. That standard excludes implants, so the results compare
 * pumps and claim no compliance.
 */
export interface FlowSamples {
  /** Delivered volume at each sample, starting with the first: n + 1 values for n intervals. */
  readonly volumesMl: readonly number[];
  readonly intervalMinutes: number;
  readonly setRateMlPerHour: number;
}

/** Largest and smallest mean error over all windows of one length. Both are signed, so the largest may be negative. */
export interface WindowError {
  readonly windowMinutes: number;
  readonly windowCount: number;
  readonly maxPercent: number;
  readonly minPercent: number;
}

/** Returns the flow in each interval, in mL/h. */
export function flowsMlPerHour({ volumesMl, intervalMinutes }: FlowSamples): readonly number[] {
  return volumesMl.slice(1).map((volumeMl, i) => (60 * (volumeMl - (volumesMl[i] as number))) / intervalMinutes);
}

/** Returns the mean error over all samples, in percent of the set rate. */
export function overallErrorPercent(samples: FlowSamples): number {
  const { volumesMl, intervalMinutes } = samples;
  return meanErrorPercent(samples, 0, volumesMl.length - 1, (volumesMl.length - 1) * intervalMinutes);
}

/**
 * Returns the trumpet curve: the extremes of the mean error over all (T - P) / S + 1 windows of each length. Sums of flows
 * telescope, so each window costs two readings. Throws RangeError for a window longer than the samples, or not a whole
 * number of intervals.
 */
export function trumpet(samples: FlowSamples, windowsMinutes: readonly number[]): readonly WindowError[] {
  const { volumesMl, intervalMinutes } = samples;
  return windowsMinutes.map((windowMinutes) => {
    const intervals = windowMinutes / intervalMinutes;
    const windowCount = volumesMl.length - intervals;
    if (!Number.isInteger(intervals) || intervals < 1 || windowCount < 1) {
      throw new RangeError(
        `window of ${windowMinutes} min; allowed: a multiple of ${intervalMinutes} min within the samples`,
      );
    }
    let [maxPercent, minPercent] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let from = 0; from < windowCount; from += 1) {
      const percent = meanErrorPercent(samples, from, from + intervals, windowMinutes);
      maxPercent = Math.max(maxPercent, percent);
      minPercent = Math.min(minPercent, percent);
    }
    return { windowMinutes, windowCount, maxPercent, minPercent };
  });
}

function meanErrorPercent(samples: FlowSamples, from: number, to: number, minutes: number): number {
  const { volumesMl, setRateMlPerHour } = samples;
  const flow = (60 * ((volumesMl[to] as number) - (volumesMl[from] as number))) / minutes;
  return (100 * (flow - setRateMlPerHour)) / setRateMlPerHour;
}
