import type { AvrCpu } from '../avr/cpu/avr-cpu.ts';

/** A read or a write of data space that an instruction makes. */
export interface MemoryAccess {
  readonly isWrite: boolean;
  readonly address: number;
}

const SP = 0x5d;
const [X, Y, Z] = [26, 28, 30];
/** Registers of I/O begin here in data space. */
const IO = 0x20;
/** Pointers of loads and stores by the last four bits of the opcode; -1: decremented before the access. */
const POINTERS: Readonly<Record<number, readonly [register: number, offset: number]>> = {
  1: [Z, 0],
  2: [Z, -1],
  9: [Y, 0],
  10: [Y, -1],
  12: [X, 0],
  13: [X, 0],
  14: [X, -1],
};

const word = ({ data }: AvrCpu, at: number): number => (data[at] as number) | ((data[at + 1] as number) << 8);

/**
 * Returns the access to data space of the instruction that the processor is about to execute (AVR instruction set manual,
 * Microchip DS40002198). Return addresses of calls and interrupts are left out: GDB's `watch` compares values, and sees
 * them.
 */
export function accessOf(cpu: AvrCpu): MemoryAccess | undefined {
  const opcode = cpu.progMem[cpu.pc] as number;
  // LDD and STD with a displacement, LD and ST by Y and Z without one: 10q0 qqsd dddd yqqq.
  if ((opcode & 0xd000) === 0x8000) {
    const offset = (opcode & 7) | ((opcode >> 7) & 0x18) | ((opcode >> 8) & 0x20);
    return { isWrite: (opcode & 0x0200) !== 0, address: word(cpu, (opcode & 8) === 0 ? Z : Y) + offset };
  }
  if ((opcode & 0xfc00) === 0x9000) return byPointer(cpu, opcode);
  // IN and OUT: 1011 sAAd dddd AAAA.
  if ((opcode & 0xf000) === 0xb000)
    return { isWrite: (opcode & 0x0800) !== 0, address: IO + ((opcode & 0x0f) | ((opcode >> 5) & 0x30)) };
  // CBI and SBI write, SBIC and SBIS read: 1001 10.. AAAA Abbb.
  if ((opcode & 0xfc00) === 0x9800) return { isWrite: (opcode & 0x0100) === 0, address: IO + ((opcode >> 3) & 0x1f) };
  return undefined;
}

/** Returns the access of LD, ST, LDS, STS, PUSH and POP: 1001 00sd dddd xxxx. */
function byPointer(cpu: AvrCpu, opcode: number): MemoryAccess | undefined {
  const isWrite = (opcode & 0x0200) !== 0;
  const kind = opcode & 0x0f;
  if (kind === 0) return { isWrite, address: cpu.progMem[cpu.pc + 1] as number };
  if (kind === 15) return { isWrite, address: word(cpu, SP) + (isWrite ? 0 : 1) };
  const [pointer, offset] = POINTERS[kind] ?? [];
  return pointer === undefined || offset === undefined ? undefined : { isWrite, address: word(cpu, pointer) + offset };
}
