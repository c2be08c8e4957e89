import type { CPU } from 'avr8js';
import { next, type Operation, SPL, SREG } from './operation.ts';

const at = (cpu: CPU, register: number): number => cpu.data[register] as number;

function pushReturn(cpu: CPU, address: number): void {
  const sp = at(cpu, SPL) | (at(cpu, SPL + 1) << 8);
  cpu.data[sp] = address;
  cpu.data[sp - 1] = address >> 8;
  cpu.data[SPL] = sp - 2;
  cpu.data[SPL + 1] = (sp - 2) >> 8;
}

function popReturn(cpu: CPU): void {
  const sp = ((at(cpu, SPL) | (at(cpu, SPL + 1) << 8)) + 2) & 0xffff;
  cpu.data[SPL] = sp;
  cpu.data[SPL + 1] = sp >> 8;
  cpu.pc = ((at(cpu, sp - 1) << 8) | at(cpu, sp)) % cpu.progMem.length;
  cpu.cycles += 4;
}

function skipIf(cpu: CPU, skips: boolean, words: number): void {
  if (!skips) next(cpu, 1);
  else {
    cpu.pc += 1 + words;
    cpu.cycles += 1 + words;
  }
}

/**
 * Jumps, calls, branches and skips. `a` is a target or a register, `b` a bit mask. For a skip, the high byte of `b`
 * holds the number of skipped words.
 */
export const flow = {
  jmp: (cpu, a) => {
    cpu.pc = a;
    cpu.cycles += 3;
  },
  rjmp: (cpu, a) => {
    cpu.pc = a;
    cpu.cycles += 2;
  },
  call: (cpu, a) => {
    pushReturn(cpu, cpu.pc + 2);
    cpu.pc = a;
    cpu.cycles += 4;
  },
  rcall: (cpu, a) => {
    pushReturn(cpu, cpu.pc + 1);
    cpu.pc = a;
    cpu.cycles += 3;
  },
  ret: (cpu) => popReturn(cpu),
  reti: (cpu) => {
    popReturn(cpu);
    cpu.data[SREG] = at(cpu, SREG) | 0x80;
  },
  branchIfSet: (cpu, a, b) => {
    if ((at(cpu, SREG) & b) === 0) next(cpu, 1);
    else {
      cpu.pc = a;
      cpu.cycles += 2;
    }
  },
  branchIfClear: (cpu, a, b) => {
    if ((at(cpu, SREG) & b) !== 0) next(cpu, 1);
    else {
      cpu.pc = a;
      cpu.cycles += 2;
    }
  },
  skipIfSet: (cpu, a, b) => skipIf(cpu, (at(cpu, a) & b) !== 0, b >> 8),
  skipIfClear: (cpu, a, b) => skipIf(cpu, (at(cpu, a) & b & 0xff) === 0, b >> 8),
  skipIfEqual: (cpu, a, b) => skipIf(cpu, at(cpu, a) === at(cpu, b & 0xff), b >> 8),
  skipIfPinSet: (cpu, a, b) => skipIf(cpu, (cpu.readData(a) & b & 0xff) !== 0, b >> 8),
  skipIfPinClear: (cpu, a, b) => skipIf(cpu, (cpu.readData(a) & b & 0xff) === 0, b >> 8),
  sbi: (cpu, a, b) => {
    cpu.writeData(a, cpu.readData(a) | b, b);
    next(cpu, 2);
  },
  cbi: (cpu, a, b) => {
    cpu.writeData(a, cpu.readData(a) & ~b & 0xff, b);
    next(cpu, 2);
  },
  bset: (cpu, a) => {
    cpu.data[SREG] = at(cpu, SREG) | a;
    next(cpu, 1);
  },
  bclr: (cpu, a) => {
    cpu.data[SREG] = at(cpu, SREG) & ~a;
    next(cpu, 1);
  },
  bst: (cpu, a, b) => {
    cpu.data[SREG] = (at(cpu, SREG) & 0xbf) | ((at(cpu, a) & b) !== 0 ? 0x40 : 0);
    next(cpu, 1);
  },
  bld: (cpu, a, b) => {
    cpu.data[a] = (at(cpu, SREG) & 0x40) !== 0 ? at(cpu, a) | b : at(cpu, a) & ~b;
    next(cpu, 1);
  },
  nop: (cpu) => next(cpu, 1),
} as const satisfies Record<string, Operation>;
