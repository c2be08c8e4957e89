import type { Figure } from './figure.ts';

interface Benchmark {
  measure(): Promise<readonly Figure[]>;
}

/** Benchmarks in the order in which they run. Each is loaded in a process of its own. */
export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  'move-line': () => import('./move-line.ts'),
  'pty-round-trip': () => import('./pty-round-trip.ts'),
  'pty-segments': () => import('./pty-segments.ts'),
  'harmed-line': () => import('./harmed-line.ts'),
  'pump-year': () => import('./pump-year.ts'),
  'step-trains': () => import('./step-trains.ts'),
  'busy-year': () => import('./busy-year.ts'),
  'ten-years': () => import('./ten-years.ts'),
  'judge-day': () => import('./judge-day.ts'),
  'judge-decade': () => import('./judge-decade.ts'),
  'report-pages': () => import('./report-pages.ts'),
  'trainer-frames': () => import('./trainer-frames.ts'),
  'scenario-set': () => import('./scenario-set.ts'),
  emulated: () => import('./emulated.ts'),
  'emulated-firmware': () => import('./emulated-firmware.ts'),
  'cpu-hooks': () => import('./cpu-hooks.ts'),
  'native-firmware': () => import('./native-firmware.ts'),
  'sketch-worst': () => import('./sketch-worst.ts'),
  'packed-start': () => import('./packed-start.ts'),
  'run-jobs': () => import('./run-jobs.ts'),
};
