/**
 * Arithmetic of flow errors as external infusion pumps are measured: start-up curve, trumpet curve, overall error
 * (formulas of IEC 60601-2-24, 1998 edition). The scope of that standard excludes implants, so what comes out is a
 * measuring stick and no claim of compliance.
 */
export interface FlowSamples {
  /** Volume delivered at each sample, the one at the start included: n + 1 values for n intervals. */
  readonly volumesMl: readonly number[];
  readonly intervalMinutes: number;
  readonly setRateMlPerHour: number;
}

/** The largest and the smallest mean error over all windows of one length; signed, so the largest may be negative. */
export interface WindowError {
  readonly windowMinutes: number;
  readonly windowCount: number;
  readonly maxPercent: number;
  readonly minPercent: number;
}

/** Flow in each interval, mL/h. */
export function flowsMlPerHour({ volumesMl, intervalMinutes }: FlowSamples): readonly number[] {
  return volumesMl.slice(1).map((volumeMl, i) => (60 * (volumeMl - (volumesMl[i] as number))) / intervalMinutes);
}

/** Mean error over the whole of the samples, percent of the set rate. */
export function overallErrorPercent(samples: FlowSamples): number {
  const { volumesMl, intervalMinutes } = samples;
  return meanErrorPercent(samples, 0, volumesMl.length - 1, (volumesMl.length - 1) * intervalMinutes);
}

/**
 * The trumpet curve: for windows of each length the extremes of the mean error, (T - P) / S + 1 windows each. Sums of flows
 * telescope, so each window costs two readings. Throws RangeError for a window that is no whole number of intervals, or longer
 * than the samples.
 */
export function trumpet(samples: FlowSamples, windowsMinutes: readonly number[]): readonly WindowError[] {
  const { volumesMl, intervalMinutes } = samples;
  return windowsMinutes.map((windowMinutes) => {
    const intervals = windowMinutes / intervalMinutes;
    const windowCount = volumesMl.length - intervals;
    if (!Number.isInteger(intervals) || intervals < 1 || windowCount < 1) {
      throw new RangeError(`trumpet: a window of ${windowMinutes} min in samples of ${intervalMinutes} min`);
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
