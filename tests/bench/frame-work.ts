/** Event of Chromium's trace, as far as this benchmark reads it. Times are in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread between start and end. */
  readonly tdur?: number;
}

/** Categories of Chromium's trace that hold top-level tasks and animation frames; each further one costs time of the thread. */
export const TRACE_CATEGORIES = ['toplevel', 'devtools.timeline'];

/** Top-level task of a thread: nothing of the page runs on the thread outside of one. */
const TASK = /RunTask$/;

/**
 * Returns the main thread's work of each frame in milliseconds. A frame lasts from the task that calls the animation callback to
 * the next such task. Its work is the processor time of all tasks in between: script, messages from the Worker, style, layout,
 * paint, commit and garbage collection. Raster and composition run on other threads.
 */
export function frameWorkMs(trace: string): readonly number[] {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const callbacks = traceEvents.filter(({ name }) => name === 'FireAnimationFrame').sort((a, b) => a.ts - b.ts);
  const first = callbacks[0];
  if (first === undefined) throw new Error('The trace holds no animation frame.');
  const tasks = traceEvents
    .filter(({ name, ph, pid, tid }) => TASK.test(name) && ph === 'X' && pid === first.pid && tid === first.tid)
    .sort((a, b) => a.ts - b.ts);
  const frames: number[] = [];
  let next = 0;
  for (const { ts, dur = 0, tdur = dur } of outermost(tasks)) {
    const isFrame = (callbacks[next]?.ts ?? Number.POSITIVE_INFINITY) < ts + dur;
    while ((callbacks[next]?.ts ?? Number.POSITIVE_INFINITY) < ts + dur) next += 1;
    if (isFrame) frames.push(0);
    if (frames.length > 0) frames[frames.length - 1] = (frames.at(-1) ?? 0) + tdur / 1000;
  }
  // The last frame ends with the trace, in its middle.
  return frames.slice(0, -1);
}

/** Returns the tasks that run in no other task. */
function outermost(tasks: readonly TraceEvent[]): readonly TraceEvent[] {
  let endUs = 0;
  return tasks.filter(({ ts, dur = 0 }) => {
    if (ts < endUs) return false;
    endUs = ts + dur;
    return true;
  });
}

/** Returns the value that a share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
