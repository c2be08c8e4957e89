import type { CPU } from 'avr8js';

/** One instruction with its operands decoded; moves `pc` and `cycles` on. */
export type Operation = (cpu: CPU, a: number, b: number) => void;

export const SREG = 0x5f;
export const SPL = 0x5d;
/** Registers and peripherals end here: above it nobody hooks a read or a write. */
export const SRAM_START = 0x100;

export function next(cpu: CPU, cycles: number): void {
  cpu.pc += 1;
  cpu.cycles += cycles;
}
