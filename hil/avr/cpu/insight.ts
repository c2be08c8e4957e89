import type { AvrCpu } from './avr-cpu.ts';
import type { ExecutionCounts } from './execution-counts.ts';

/** A debugger of the processor. It sees every instruction, so code is not compiled under it. */
export interface CpuWatch {
  /** Called before each instruction. It may block while the debugger holds the processor. */
  before(cpu: AvrCpu): void;
  /** Resets the chip; set by the chip's owner. */
  onReset: () => void;
}

/** Observers of an emulated chip. They do not change what it does. */
export interface Insight {
  readonly counts?: ExecutionCounts | undefined;
  readonly watch?: CpuWatch | undefined;
}
