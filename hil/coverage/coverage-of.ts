import type { CpuWatch } from '../avr/cpu/insight.ts';
import type { Coverage } from './coverage.ts';

/** Choices of a call that coverage depends on. */
export interface CoverageOptions {
  /** File to write. */
  readonly coverage?: string;
  /** Firmware in the pump's place. */
  readonly firmware?: string;
  readonly rig: string;
  /** Elf file of the sketch that the emulated rig runs in place of the shipped one. */
  readonly sketch?: string;
  /** Debugger of the sketch. */
  readonly watch?: CpuWatch | undefined;
}

/** Prepares the coverage of a call; undefined without one. Only such a call loads the emulated chip for it. */
export async function coverageOf(options: CoverageOptions): Promise<Coverage | undefined> {
  if (options.coverage === undefined && options.sketch === undefined) return undefined;
  return new (await import('./coverage.ts')).Coverage(options);
}
