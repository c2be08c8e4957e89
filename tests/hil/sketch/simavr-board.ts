import { spawnSync } from 'node:child_process';
import { keptImage } from './kept-image.ts';

export const CYCLES_PER_US = 16;

export interface SaidLine {
  readonly cycle: number;
  readonly text: string;
}

/** Result in cycles of the processor. */
export interface SimavrRun {
  readonly said: readonly SaidLine[];
  readonly stepCycles: readonly number[];
  readonly coils: readonly { readonly cycle: number; readonly pattern: number }[];
  readonly levels: readonly { readonly cycle: number; readonly pin: string; readonly level: number }[];
  readonly stackBytes: readonly number[];
  readonly wakes: readonly number[];
  readonly endCycle: number;
}

const hexOf = (text: string): string => Buffer.from(text, 'latin1').toString('hex').toUpperCase();
export const send = (text: string): string => `send ${hexOf(text)}`;
export const run = (ms: number): string => `run ${Math.round(ms * 1000)}`;

/** Runs the hex file with commands of `simavr-bench.c`. */
export function runOnSimavr(
  program: string,
  hexPath: string,
  commands: readonly string[],
  image = keptImage(),
): SimavrRun {
  const { status, stdout, stderr } = spawnSync(program, [hexPath, image], {
    input: `${commands.join('\n')}\n`,
    encoding: 'latin1',
    maxBuffer: 1 << 28,
  });
  if (status !== 0 || /^failed/m.test(stdout)) throw new Error(`simavr ended with ${status}: ${stderr}${stdout}`);
  const rows = stdout.split('\n').map((line) => line.split(' '));
  const of = (...words: readonly string[]) => rows.filter(([word]) => words.includes(word ?? ''));
  const second = (word: string): readonly number[] => of(word).map(([, value]) => Number(value));
  return {
    said: of('tx').map(([, cycle, hex]) => ({
      cycle: Number(cycle),
      text: Buffer.from(hex ?? '', 'hex')
        .toString('latin1')
        .slice(0, -1),
    })),
    stepCycles: second('step'),
    coils: of('coils').map(([, cycle, pattern]) => ({
      cycle: Number(cycle),
      pattern: Number.parseInt(pattern ?? '', 16),
    })),
    levels: of('en', 'dir', 'brake', 'servo').map(([pin, cycle, level]) => ({
      pin: pin ?? '',
      cycle: Number(cycle),
      level: Number(level),
    })),
    stackBytes: second('stack'),
    wakes: second('wakes'),
    endCycle: second('ready').at(-1) ?? 0,
  };
}
