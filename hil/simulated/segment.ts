/** Segment with evenly spaced steps: step k of n comes floor(k x ms x 1000 / n) us after the start. */
export interface Segment {
  readonly startUs: number;
  readonly fromSteps: number;
  readonly toSteps: number;
  readonly durationMs: number;
}

/** Counter of commanded steps at a time within, before or after the segment. */
export function segmentStepsAt(segment: Segment, timeUs: number): number {
  const count = Math.abs(segment.toSteps - segment.fromSteps);
  const elapsedUs = timeUs - segment.startUs;
  if (count === 0 || elapsedUs < 0) return segment.fromSteps;
  const made = Math.min(count, Math.ceil(((elapsedUs + 1) * count) / (segment.durationMs * 1000)) - 1);
  return segment.fromSteps + Math.sign(segment.toSteps - segment.fromSteps) * made;
}

export function segmentEndUs(segment: Segment): number {
  return segment.startUs + segment.durationMs * 1000;
}
