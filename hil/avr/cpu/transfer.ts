import type { CPU } from 'avr8js';
import { next, type Operation, SPL, SRAM_START } from './operation.ts';

function read(cpu: CPU, address: number): number {
  return address >= SRAM_START ? (cpu.data[address] as number) : cpu.readData(address);
}

function write(cpu: CPU, address: number, value: number): void {
  if (address >= SRAM_START) cpu.data[address] = value;
  else cpu.writeData(address, value);
}

const at = (cpu: CPU, register: number): number => cpu.data[register] as number;
const word = (cpu: CPU, low: number): number => (cpu.data[low] as number) | ((cpu.data[low + 1] as number) << 8);

function setWord(cpu: CPU, low: number, value: number): void {
  cpu.data[low] = value;
  cpu.data[low + 1] = value >> 8;
}

/** Loads a register. The second cycle of a load is counted before the read. */
function load(cpu: CPU, register: number, address: number): void {
  cpu.cycles += 1;
  cpu.data[register] = read(cpu, address);
  next(cpu, 1);
}

function store(cpu: CPU, register: number, address: number): void {
  write(cpu, address, at(cpu, register));
  next(cpu, 2);
}

/**
 * Loads, stores, moves and stack instructions. `a` is the loaded or stored register. `b` is the pointer (its low
 * register), the address, the offset or the constant.
 */
export const transfer = {
  mov: (cpu, a, b) => {
    cpu.data[a] = at(cpu, b);
    next(cpu, 1);
  },
  movw: (cpu, a, b) => {
    cpu.data[a] = at(cpu, b);
    cpu.data[a + 1] = at(cpu, b + 1);
    next(cpu, 1);
  },
  ldi: (cpu, a, b) => {
    cpu.data[a] = b;
    next(cpu, 1);
  },
  in: (cpu, a, b) => {
    cpu.data[a] = cpu.readData(b);
    next(cpu, 1);
  },
  out: (cpu, a, b) => {
    cpu.writeData(b, at(cpu, a));
    next(cpu, 1);
  },
  lds: (cpu, a, b) => {
    load(cpu, a, b);
    cpu.pc += 1;
  },
  sts: (cpu, a, b) => {
    store(cpu, a, b);
    cpu.pc += 1;
  },
  ld: (cpu, a, b) => load(cpu, a, word(cpu, b)),
  loadIncrement: (cpu, a, b) => {
    const address = word(cpu, b);
    load(cpu, a, address);
    setWord(cpu, b, address + 1);
  },
  loadDecrement: (cpu, a, b) => {
    setWord(cpu, b, word(cpu, b) - 1);
    load(cpu, a, word(cpu, b));
  },
  loadFromY: (cpu, a, b) => load(cpu, a, word(cpu, 28) + b),
  loadFromZ: (cpu, a, b) => load(cpu, a, word(cpu, 30) + b),
  st: (cpu, a, b) => store(cpu, a, word(cpu, b)),
  storeIncrement: (cpu, a, b) => {
    const address = word(cpu, b);
    store(cpu, a, address);
    setWord(cpu, b, address + 1);
  },
  storeDecrement: (cpu, a, b) => {
    const value = at(cpu, a);
    setWord(cpu, b, word(cpu, b) - 1);
    write(cpu, word(cpu, b), value);
    next(cpu, 2);
  },
  storeToY: (cpu, a, b) => store(cpu, a, word(cpu, 28) + b),
  storeToZ: (cpu, a, b) => store(cpu, a, word(cpu, 30) + b),
  push: (cpu, a) => {
    const sp = word(cpu, SPL);
    cpu.data[sp] = at(cpu, a);
    setWord(cpu, SPL, sp - 1);
    next(cpu, 2);
  },
  pop: (cpu, a) => {
    const sp = (word(cpu, SPL) + 1) & 0xffff;
    setWord(cpu, SPL, sp);
    cpu.data[a] = at(cpu, sp);
    next(cpu, 2);
  },
  lpm: (cpu, a) => {
    cpu.data[a] = cpu.progBytes[word(cpu, 30)] as number;
    next(cpu, 3);
  },
  lpmIncrement: (cpu, a) => {
    const address = word(cpu, 30);
    cpu.data[a] = cpu.progBytes[address] as number;
    setWord(cpu, 30, address + 1);
    next(cpu, 3);
  },
} as const satisfies Record<string, Operation>;
