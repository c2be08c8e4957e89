import type { CPU } from 'avr8js';

/** Executes one instruction with decoded operands and advances `pc` and `cycles`. */
export type Operation = (cpu: CPU, a: number, b: number) => void;

export const SREG = 0x5f;
export const SPL = 0x5d;
/** First address of SRAM. Hooks exist only below it, on registers and peripherals. */
export const SRAM_START = 0x100;

export function next(cpu: CPU, cycles: number): void {
  cpu.pc += 1;
  cpu.cycles += cycles;
}
