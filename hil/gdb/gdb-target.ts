import type { AvrCpu } from '../avr/cpu/avr-cpu.ts';

/** Numbers of registers beyond r0 to r31 in GDB's AVR target. */
const SREG = 32;
const SP = 33;
const PC = 34;
const SREG_AT = 0x5f;
const SP_AT = 0x5d;
/** First address of the data space in GDB's AVR target, and of the next space. */
const DATA = 0x80_0000;
const BEYOND_DATA = 0x81_0000;
/** First address of SRAM. Registers of peripherals below it would react to a write. */
const SRAM = 0x100;

const hex = (bytes: Iterable<number>): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Returns the bytes of a register in hex; undefined for an unknown number. */
export function registerText(cpu: AvrCpu, number: number): string | undefined {
  const { data } = cpu;
  if (number < SREG) return hex(data.subarray(number, number + 1));
  if (number === SREG) return hex(data.subarray(SREG_AT, SREG_AT + 1));
  if (number === SP) return hex(data.subarray(SP_AT, SP_AT + 2));
  if (number !== PC) return undefined;
  const address = 2 * cpu.pc;
  return hex([address & 0xff, (address >> 8) & 0xff, address >> 16, 0]);
}

export function registersText(cpu: AvrCpu): string {
  return Array.from({ length: PC + 1 }, (_, number) => registerText(cpu, number)).join('');
}

/** Returns memory in hex, without an effect on peripherals; undefined beyond flash and data space. */
export function memoryText(cpu: AvrCpu, address: number, byteCount: number): string | undefined {
  const [memory, from] = address < DATA ? [cpu.progBytes, address] : [cpu.data, address - DATA];
  if (address >= BEYOND_DATA || from + byteCount > memory.length) return undefined;
  return hex(memory.subarray(from, from + byteCount));
}

/** Returns the place in data space of an address of GDB; undefined beyond it. */
export function dataAddress(address: number): number | undefined {
  return address >= DATA && address < BEYOND_DATA ? address - DATA : undefined;
}

/** Writes to SRAM. Returns false for any other memory. */
export function writeSram(cpu: AvrCpu, address: number, bytes: Uint8Array): boolean {
  const from = address - DATA;
  if (from < SRAM || from + bytes.length > cpu.data.length) return false;
  cpu.data.set(bytes, from);
  return true;
}
