import type { CPU } from 'avr8js';
import { next, type Operation, SREG } from './operation.ts';

/** Computes flags N, Z and S of a result that cannot overflow. */
const LOGIC_FLAGS = Uint8Array.from({ length: 256 }, (_, r) => (r === 0 ? 2 : 0) | ((r & 0x80) !== 0 ? 0x14 : 0));

function logic(cpu: CPU, d: number, result: number): void {
  cpu.data[d] = result;
  cpu.data[SREG] = ((cpu.data[SREG] as number) & 0xe1) | (LOGIC_FLAGS[result] as number);
  next(cpu, 1);
}

/** Computes flags N, V and S of a result and its overflow. */
function signs(r: number, overflow: number): number {
  const n = (r >> 5) & 4;
  const v = (overflow >> 4) & 8;
  return n | v | ((n << 2) ^ (v << 1));
}

function addFlags(cpu: CPU, d: number, r: number, sum: number): number {
  const result = sum & 0xff;
  const carries = (d & r) | (r & ~result) | (~result & d);
  cpu.data[SREG] =
    ((cpu.data[SREG] as number) & 0xc0) |
    (result === 0 ? 2 : 0) |
    signs(result, (result ^ r) & (d ^ result)) |
    (sum >> 8) |
    ((carries << 2) & 0x20);
  return result;
}

/** Sets the flags of a subtraction. With `keepsZero`, Z stays clear unless all bytes of a chain were zero. */
function subtractFlags(cpu: CPU, d: number, r: number, difference: number, keepsZero: boolean): number {
  const result = difference & 0xff;
  const sreg = cpu.data[SREG] as number;
  const borrows = (~d & r) | (r & result) | (result & ~d);
  const zero = result !== 0 ? 0 : keepsZero ? sreg & 2 : 2;
  cpu.data[SREG] =
    (sreg & 0xc0) | zero | signs(result, (d ^ r) & (d ^ result)) | (difference < 0 ? 1 : 0) | ((borrows << 2) & 0x20);
  return result;
}

function shiftFlags(cpu: CPU, value: number, result: number): void {
  const c = value & 1;
  const n = (result >> 5) & 4;
  const v = (n >> 2) ^ c;
  cpu.data[SREG] =
    ((cpu.data[SREG] as number) & 0xe0) | (result === 0 ? 2 : 0) | c | n | (v << 3) | (((n >> 2) ^ v) << 4);
}

const at = (cpu: CPU, register: number): number => cpu.data[register] as number;
const carry = (cpu: CPU): number => (cpu.data[SREG] as number) & 1;

/** Arithmetic and logic instructions. `a` is the register of the result, `b` the other register or the constant. */
export const arithmetic = {
  add: (cpu, a, b) => {
    cpu.data[a] = addFlags(cpu, at(cpu, a), at(cpu, b), at(cpu, a) + at(cpu, b));
    next(cpu, 1);
  },
  adc: (cpu, a, b) => {
    cpu.data[a] = addFlags(cpu, at(cpu, a), at(cpu, b), at(cpu, a) + at(cpu, b) + carry(cpu));
    next(cpu, 1);
  },
  sub: (cpu, a, b) => {
    cpu.data[a] = subtractFlags(cpu, at(cpu, a), at(cpu, b), at(cpu, a) - at(cpu, b), false);
    next(cpu, 1);
  },
  sbc: (cpu, a, b) => {
    cpu.data[a] = subtractFlags(cpu, at(cpu, a), at(cpu, b), at(cpu, a) - at(cpu, b) - carry(cpu), true);
    next(cpu, 1);
  },
  subi: (cpu, a, b) => {
    cpu.data[a] = subtractFlags(cpu, at(cpu, a), b, at(cpu, a) - b, false);
    next(cpu, 1);
  },
  sbci: (cpu, a, b) => {
    cpu.data[a] = subtractFlags(cpu, at(cpu, a), b, at(cpu, a) - b - carry(cpu), true);
    next(cpu, 1);
  },
  cp: (cpu, a, b) => {
    subtractFlags(cpu, at(cpu, a), at(cpu, b), at(cpu, a) - at(cpu, b), false);
    next(cpu, 1);
  },
  cpc: (cpu, a, b) => {
    subtractFlags(cpu, at(cpu, a), at(cpu, b), at(cpu, a) - at(cpu, b) - carry(cpu), true);
    next(cpu, 1);
  },
  cpi: (cpu, a, b) => {
    subtractFlags(cpu, at(cpu, a), b, at(cpu, a) - b, false);
    next(cpu, 1);
  },
  neg: (cpu, a) => {
    cpu.data[a] = subtractFlags(cpu, 0, at(cpu, a), -at(cpu, a), false);
    next(cpu, 1);
  },
  and: (cpu, a, b) => logic(cpu, a, at(cpu, a) & at(cpu, b)),
  andi: (cpu, a, b) => logic(cpu, a, at(cpu, a) & b),
  or: (cpu, a, b) => logic(cpu, a, at(cpu, a) | at(cpu, b)),
  ori: (cpu, a, b) => logic(cpu, a, at(cpu, a) | b),
  eor: (cpu, a, b) => logic(cpu, a, at(cpu, a) ^ at(cpu, b)),
  com: (cpu, a) => {
    logic(cpu, a, 0xff - at(cpu, a));
    cpu.data[SREG] = at(cpu, SREG) | 1;
  },
  inc: (cpu, a) => step(cpu, a, (at(cpu, a) + 1) & 0xff, 0x80),
  dec: (cpu, a) => step(cpu, a, (at(cpu, a) - 1) & 0xff, 0x7f),
  lsr: (cpu, a) => {
    const value = at(cpu, a);
    cpu.data[a] = value >> 1;
    shiftFlags(cpu, value, value >> 1);
    next(cpu, 1);
  },
  asr: (cpu, a) => {
    const value = at(cpu, a);
    cpu.data[a] = (value >> 1) | (value & 0x80);
    shiftFlags(cpu, value, (value >> 1) | (value & 0x80));
    next(cpu, 1);
  },
  ror: (cpu, a) => {
    const value = at(cpu, a);
    const result = (value >> 1) | (carry(cpu) << 7);
    cpu.data[a] = result;
    shiftFlags(cpu, value, result);
    next(cpu, 1);
  },
  swap: (cpu, a) => {
    cpu.data[a] = (at(cpu, a) << 4) | (at(cpu, a) >> 4);
    next(cpu, 1);
  },
  mul: (cpu, a, b) => {
    const product = at(cpu, a) * at(cpu, b);
    cpu.data[0] = product;
    cpu.data[1] = product >> 8;
    cpu.data[SREG] = (at(cpu, SREG) & 0xfc) | (product === 0 ? 2 : 0) | (product >> 15);
    next(cpu, 2);
  },
  adiw: (cpu, a, b) => {
    const value = at(cpu, a) | (at(cpu, a + 1) << 8);
    const result = (value + b) & 0xffff;
    pair(cpu, a, result, ~value & result & 0x8000, ~result & value & 0x8000);
  },
  sbiw: (cpu, a, b) => {
    const value = at(cpu, a) | (at(cpu, a + 1) << 8);
    const result = (value - b) & 0xffff;
    pair(cpu, a, result, value & ~result & 0x8000, result & ~value & 0x8000);
  },
} as const satisfies Record<string, Operation>;

/** Sets the flags of INC and DEC. The carry stays, and only one value overflows. */
function step(cpu: CPU, d: number, result: number, overflowsAt: number): void {
  cpu.data[d] = result;
  const overflow = result === overflowsAt ? 0x80 : 0;
  cpu.data[SREG] = ((cpu.data[SREG] as number) & 0xe1) | (result === 0 ? 2 : 0) | signs(result, overflow);
  next(cpu, 1);
}

function pair(cpu: CPU, low: number, result: number, overflow: number, carryOut: number): void {
  cpu.data[low] = result;
  cpu.data[low + 1] = result >> 8;
  const sreg = (cpu.data[SREG] as number) & 0xe0;
  cpu.data[SREG] = sreg | (result === 0 ? 2 : 0) | signs(result >> 8, overflow >> 8) | (carryOut !== 0 ? 1 : 0);
  next(cpu, 2);
}
