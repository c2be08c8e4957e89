import { framed } from '../../protocol/bench-pair.ts';
import { keptImage, part } from './kept-image.ts';
import { CYCLES_PER_US, run, type SimavrRun, send } from './simavr-board.ts';

/** A run in a new session, with the sketch's activity while its receive line is full. */
export type RunOnSimavr = (commands: readonly string[], image?: string) => SimavrRun;

export const openedSession: readonly string[] = [run(50), send(framed('>A3.00 HELLO v=1 t=ED12C908')), run(20)];
export const stepDir = keptImage({ drive: 0, stepsPerSecondMax: 10_000, parts: part.field, turnNumerator: 200 });
export const fourWire = keptImage({ stepsPerSecondMax: 10_000, parts: part.field });

/** Damaged requests without gaps, for any duration. */
const flood = (bytes: number): string => {
  const line = '>A3.01 PING-PONG-PING-PONG-PING-PONG-PING-PONG\n';
  return send(line.repeat(Math.ceil(bytes / line.length)));
};
const floods = (bytes: number): readonly string[] => Array.from({ length: bytes / 1000 }, () => flood(1000));

/** Deviation of each edge from an even pace that starts at the first edge. */
export function spreadCycles(cycles: readonly number[], perSecond: number): number {
  const first = cycles[0] ?? 0;
  const off = cycles.map((cycle, k) => cycle - first - (k * 1_000_000 * CYCLES_PER_US) / perSecond);
  return Math.max(...off) - Math.min(...off);
}

export interface Worst {
  /** Edges of STEP, or changes of the coils, including the change that switches them on. */
  readonly edgeCount: number;
  readonly jitterCycles: number;
  readonly stackBytes: number;
}

const moving = (stepsPerSecond: number): readonly string[] => [
  send(framed(`>A3.01 MOVE from=0 to=${stepsPerSecond} ms=1000`)),
  ...floods(10_000),
  run(1100),
  'stack',
];

/** A second of steps on STEP and DIR. */
export function worstOfStep(onSimavr: RunOnSimavr, stepsPerSecond: number): Worst {
  const { stepCycles, stackBytes } = onSimavr(moving(stepsPerSecond), stepDir);
  return {
    edgeCount: stepCycles.length,
    jitterCycles: spreadCycles(stepCycles, stepsPerSecond),
    stackBytes: stackBytes[0] ?? Number.NaN,
  };
}

/** A second of steps on four coils. */
export function worstOfCoils(onSimavr: RunOnSimavr, stepsPerSecond: number): Worst {
  const { coils, stackBytes } = onSimavr(moving(stepsPerSecond), fourWire);
  const changes = coils.filter(({ pattern }) => [3, 6, 12, 9].includes(pattern)).map(({ cycle }) => cycle);
  return {
    edgeCount: changes.length,
    jitterCycles: spreadCycles(changes.slice(1), stepsPerSecond),
    stackBytes: stackBytes[0] ?? Number.NaN,
  };
}

/** A firmware that starts by itself and steps in a polled loop, on the same line. */
export function worstOfPolling(onSimavr: RunOnSimavr, stepsPerSecond: number): number {
  const { levels } = onSimavr([run(50), ...floods(10_000), run(1100)]);
  const rises = levels.filter(({ pin, level }) => pin === 'dir' && level === 1).map(({ cycle }) => cycle);
  return spreadCycles(rises.slice(0, stepsPerSecond), stepsPerSecond);
}

/** A motor that two stop bytes stop after a full line. */
export function stoppedRun(onSimavr: RunOnSimavr): SimavrRun {
  const move = send(framed('>A3.01 MOVE from=0 to=4000 ms=2000'));
  return onSimavr([move, run(100), ...floods(3000), send('\x18\x18\n'), run(800)], stepDir);
}

/** Time from switching off the driver to the last step. Negative if no step follows. */
export function lastStepAfterStopUs({ levels, stepCycles }: SimavrRun): number {
  const stopCycle = levels.filter(({ pin }) => pin === 'en').at(-1)?.cycle ?? Number.NaN;
  return ((stepCycles.at(-1) ?? Number.NaN) - stopCycle) / CYCLES_PER_US;
}
