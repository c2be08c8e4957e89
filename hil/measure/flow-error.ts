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

/** Returns the flow in each interval, in mL/h. Throws RangeError for samples without an interval or with a wrong number. */
export function flowsMlPerHour(samples: FlowSamples): readonly number[] {
  const { volumesMl, intervalMinutes } = checked(samples);
  return volumesMl.slice(1).map((volumeMl, i) => (60 * (volumeMl - (volumesMl[i] as number))) / intervalMinutes);
}

/** Returns the mean error over all samples, in percent of the set rate. Throws RangeError as `flowsMlPerHour` does. */
export function overallErrorPercent(samples: FlowSamples): number {
  const { volumesMl, intervalMinutes } = checked(samples);
  return meanErrorPercent(samples, 0, volumesMl.length - 1, (volumesMl.length - 1) * intervalMinutes);
}

/**
 * Returns the trumpet curve: the extremes of the mean error over all (T - P) / S + 1 windows of each length. Sums of flows
 * telescope, so each window costs two readings. Throws RangeError for a window longer than the samples, or not a whole
 * number of intervals.
 */
export function trumpet(samples: FlowSamples, windowsMinutes: readonly number[]): readonly WindowError[] {
  const { volumesMl, intervalMinutes } = checked(samples);
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

function checked(samples: FlowSamples): FlowSamples {
  const { volumesMl, intervalMinutes, setRateMlPerHour } = samples;
  for (const [name, value] of Object.entries({ intervalMinutes, setRateMlPerHour }))
    if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} of ${value}; allowed: a number above 0`);
  if (volumesMl.length < 2) throw new RangeError(`${volumesMl.length} volumes; allowed: at least 2`);
  const wrong = volumesMl.findIndex((volumeMl) => !Number.isFinite(volumeMl));
  if (wrong >= 0) throw new RangeError(`volumesMl[${wrong}] of ${volumesMl[wrong]}; allowed: a finite number`);
  return samples;
}

function meanErrorPercent(samples: FlowSamples, from: number, to: number, minutes: number): number {
  const { volumesMl, setRateMlPerHour } = samples;
  const flow = (60 * ((volumesMl[to] as number) - (volumesMl[from] as number))) / minutes;
  return (100 * (flow - setRateMlPerHour)) / setRateMlPerHour;
}
