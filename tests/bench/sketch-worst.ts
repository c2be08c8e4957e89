import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOnSimavr } from '../hil/sketch/simavr-board.ts';
import {
  builtPolledLoop,
  builtSimavrBench,
  builtSketch,
  FLASH_BYTES_MAX,
  hasTool,
  STATIC_RAM_BYTES_MAX,
  sketchFolder,
  sketchSize,
} from '../hil/sketch/sketch-build.ts';
import {
  lastStepAfterStopUs,
  openedSession,
  type RunOnSimavr,
  stoppedRun,
  worstOfCoils,
  worstOfPolling,
  worstOfStep,
} from '../hil/sketch/worst-traffic.ts';
import type { Figure } from './figure.ts';

const STEPS_PER_SECOND = 2000;
const STEP_JITTER_CYCLES_MAX = 16;
const COIL_JITTER_CYCLES_MAX = 120;
const STACK_BYTES_MAX = 512;
const LAST_STEP_US_MAX = 50;
/** Highest speed that the configuration of the tests allows. */
const rates = [2000, 4000, 5000, 8000, 10_000] as const;

const atMost = (value: number) => ({ of: 'figure', bound: 'at most', value }) as const;

/** Activity of the sketch in cycles of simavr while its receive line is full, and the size of the sketch. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-worst-'));
  try {
    return [...underTraffic(folder), ...polled(folder), ...size(folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function missing(tools: readonly string[], what: string): boolean {
  const lacking = tools.filter((tool) => !hasTool(tool));
  if (lacking.length > 0) process.stderr.write(`${what} is not measured: ${lacking.join(', ')} missing here.\n`);
  return lacking.length > 0;
}

function underTraffic(folder: string): readonly Figure[] {
  if (missing(['simavr', 'gcc'], 'The sketch under traffic')) return [];
  const program = builtSimavrBench(folder);
  const onSimavr: RunOnSimavr = (commands, image) =>
    runOnSimavr(program, join(sketchFolder, 'rig.hex'), [...openedSession, ...commands], image);
  const step = worstOfStep(onSimavr, STEPS_PER_SECOND);
  const coils = worstOfCoils(onSimavr, STEPS_PER_SECOND);
  const what = `at ${STEPS_PER_SECOND} steps/s, line full`;
  return [
    {
      name: `jitter of STEP ${what}`,
      figure: step.jitterCycles,
      unit: 'cycles',
      limit: atMost(STEP_JITTER_CYCLES_MAX),
    },
    {
      name: `jitter of the coils ${what}`,
      figure: coils.jitterCycles,
      unit: 'cycles',
      limit: atMost(COIL_JITTER_CYCLES_MAX),
    },
    { name: 'highest clean rate tried, line full', figure: highestCleanRate(onSimavr), unit: 'steps/s' },
    {
      name: 'last step after stop bytes, line full',
      figure: lastStepAfterStopUs(stoppedRun(onSimavr)),
      unit: 'us',
      limit: atMost(LAST_STEP_US_MAX),
    },
    {
      name: 'deepest stack, line full',
      figure: Math.max(step.stackBytes, coils.stackBytes),
      unit: 'bytes',
      limit: atMost(STACK_BYTES_MAX),
    },
  ];
}

/** Cost of the steps in a polled loop. The compare output avoids it. */
function polled(folder: string): readonly Figure[] {
  if (missing(['simavr', 'gcc', 'avr-gcc'], 'A polled loop')) return [];
  const program = builtSimavrBench(folder);
  const hex = builtPolledLoop(folder);
  const onSimavr: RunOnSimavr = (commands) => runOnSimavr(program, hex, commands);
  const name = `for contrast, a polled loop at ${STEPS_PER_SECOND} steps/s, line full`;
  return [{ name, figure: worstOfPolling(onSimavr, STEPS_PER_SECOND), unit: 'cycles' }];
}

/** Checks that every step is made and none deviates by more than the limit. NaN if no rate passes. */
function highestCleanRate(onSimavr: RunOnSimavr): number {
  const isClean = (rate: number): boolean => {
    const { edgeCount, jitterCycles } = worstOfStep(onSimavr, rate);
    return edgeCount === rate && jitterCycles <= STEP_JITTER_CYCLES_MAX;
  };
  return rates.findLast(isClean) ?? Number.NaN;
}

function size(folder: string): readonly Figure[] {
  if (missing(['make', 'avr-g++', 'avr-size'], 'The size of the sketch')) return [];
  const { flashBytes, staticRamBytes } = sketchSize(builtSketch(join(folder, 'build')));
  return [
    { name: 'flash of the sketch', figure: flashBytes, unit: 'bytes', limit: atMost(FLASH_BYTES_MAX) },
    { name: 'static RAM of the sketch', figure: staticRamBytes, unit: 'bytes', limit: atMost(STATIC_RAM_BYTES_MAX) },
  ];
}
