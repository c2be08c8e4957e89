import { avrInstruction } from 'avr8js';
import { arithmetic } from './arithmetic.ts';
import { flow } from './flow.ts';
import type { Operation } from './operation.ts';
import { transfer } from './transfer.ts';

export interface Decoded {
  readonly operation: Operation;
  readonly a: number;
  readonly b: number;
}

type Decoder = (opcode: number, flash: Uint16Array, at: number) => Decoded | undefined;

const of = (operation: Operation, a = 0, b = 0): Decoded => ({ operation, a, b });
const d5 = (opcode: number): number => (opcode >> 4) & 0x1f;
const r5 = (opcode: number): number => (opcode & 0x0f) | ((opcode >> 5) & 0x10);
const d4 = (opcode: number): number => 16 + ((opcode >> 4) & 0x0f);
const k8 = (opcode: number): number => (opcode & 0x0f) | ((opcode >> 4) & 0xf0);

const twoRegisters: Readonly<Record<number, Operation>> = {
  1: arithmetic.cpc,
  2: arithmetic.sbc,
  3: arithmetic.add,
  5: arithmetic.cp,
  6: arithmetic.sub,
  7: arithmetic.adc,
  8: arithmetic.and,
  9: arithmetic.eor,
  10: arithmetic.or,
  11: transfer.mov,
  39: arithmetic.mul,
};

const constants: Readonly<Record<number, Operation>> = {
  3: arithmetic.cpi,
  4: arithmetic.sbci,
  5: arithmetic.subi,
  6: arithmetic.ori,
  7: arithmetic.andi,
  14: transfer.ldi,
};

const oneRegister: Readonly<Record<number, Operation>> = {
  0: arithmetic.com,
  1: arithmetic.neg,
  2: arithmetic.swap,
  3: arithmetic.inc,
  5: arithmetic.asr,
  6: arithmetic.lsr,
  7: arithmetic.ror,
  10: arithmetic.dec,
};

const X = 26;
const Y = 28;
const Z = 30;

/** Loads and stores, by the last four bits of 1001 000d dddd .... and 1001 001d dddd .... */
const loads: Readonly<Record<number, readonly [Operation, number]>> = {
  1: [transfer.loadIncrement, Z],
  2: [transfer.loadDecrement, Z],
  4: [transfer.lpm, 0],
  5: [transfer.lpmIncrement, 0],
  9: [transfer.loadIncrement, Y],
  10: [transfer.loadDecrement, Y],
  12: [transfer.ld, X],
  13: [transfer.loadIncrement, X],
  14: [transfer.loadDecrement, X],
  15: [transfer.pop, 0],
};
const stores: Readonly<Record<number, readonly [Operation, number]>> = {
  1: [transfer.storeIncrement, Z],
  2: [transfer.storeDecrement, Z],
  9: [transfer.storeIncrement, Y],
  10: [transfer.storeDecrement, Y],
  12: [transfer.st, X],
  13: [transfer.storeIncrement, X],
  14: [transfer.storeDecrement, X],
  15: [transfer.push, 0],
};

const isTwoWords = (opcode: number): boolean => (opcode & 0xfc0f) === 0x9000 || (opcode & 0xfe0c) === 0x940c;
const skipped = (flash: Uint16Array, at: number): number => (isTwoWords(flash[at + 1] ?? 0) ? 2 : 1) << 8;
const signed = (value: number, bits: number): number => value - ((value >> (bits - 1)) << bits);

function relative(flash: Uint16Array, at: number, offset: number): number {
  return (at + 1 + offset + flash.length) % flash.length;
}

const decoders: readonly Decoder[] = [
  (opcode) => (opcode === 0 ? of(flow.nop) : undefined),
  (opcode, flash, at) => {
    const operation = twoRegisters[opcode >> 10];
    if (operation !== undefined) return of(operation, d5(opcode), r5(opcode));
    return opcode >> 10 === 4 ? of(flow.skipIfEqual, d5(opcode), r5(opcode) | skipped(flash, at)) : undefined;
  },
  (opcode) => (opcode >> 8 === 1 ? of(transfer.movw, 2 * ((opcode >> 4) & 15), 2 * (opcode & 15)) : undefined),
  (opcode) => {
    const operation = constants[opcode >> 12];
    return operation === undefined ? undefined : of(operation, d4(opcode), k8(opcode));
  },
  (opcode) => {
    const operation = opcode >> 9 === 0x4a ? oneRegister[opcode & 15] : undefined;
    return operation === undefined ? undefined : of(operation, d5(opcode));
  },
  (opcode) => {
    if (opcode >> 9 !== 0x4b) return undefined;
    const b = (opcode & 15) | ((opcode >> 2) & 0x30);
    return of((opcode & 0x100) === 0 ? arithmetic.adiw : arithmetic.sbiw, 24 + 2 * ((opcode >> 4) & 3), b);
  },
  decodeIndirect,
  decodeDisplaced,
  (opcode, flash, at) => {
    if ((opcode & 0xfc0f) !== 0x9000) return undefined;
    return of((opcode & 0x200) === 0 ? transfer.lds : transfer.sts, d5(opcode), flash[at + 1] ?? 0);
  },
  (opcode) => {
    if (opcode >> 12 !== 0xb) return undefined;
    const address = 0x20 + ((opcode & 15) | ((opcode >> 5) & 0x30));
    return of((opcode & 0x800) === 0 ? transfer.in : transfer.out, d5(opcode), address);
  },
  decodeJump,
  decodeBit,
];

function decodeIndirect(opcode: number): Decoded | undefined {
  const table = opcode >> 9 === 0x48 ? loads : opcode >> 9 === 0x49 ? stores : undefined;
  const found = table?.[opcode & 15];
  return found === undefined ? undefined : of(found[0], d5(opcode), found[1]);
}

function decodeDisplaced(opcode: number): Decoded | undefined {
  if ((opcode & 0xd000) !== 0x8000) return undefined;
  const offset = (opcode & 7) | ((opcode >> 7) & 0x18) | ((opcode >> 8) & 0x20);
  const isY = (opcode & 8) !== 0;
  if ((opcode & 0x200) === 0) return of(isY ? transfer.loadFromY : transfer.loadFromZ, d5(opcode), offset);
  return of(isY ? transfer.storeToY : transfer.storeToZ, d5(opcode), offset);
}

function decodeJump(opcode: number, flash: Uint16Array, at: number): Decoded | undefined {
  const target = (): number => (flash[at + 1] ?? 0) % flash.length;
  if (opcode === 0x940c) return of(flow.jmp, target());
  if (opcode === 0x940e) return of(flow.call, target());
  if (opcode === 0x9508) return of(flow.ret);
  if (opcode === 0x9518) return of(flow.reti);
  if (opcode >> 12 === 0xc) return of(flow.rjmp, relative(flash, at, signed(opcode & 0xfff, 12)));
  if (opcode >> 12 === 0xd) return of(flow.rcall, relative(flash, at, signed(opcode & 0xfff, 12)));
  if (opcode >> 11 !== 0x1e) return undefined;
  const to = relative(flash, at, signed((opcode >> 3) & 0x7f, 7));
  return of((opcode & 0x400) === 0 ? flow.branchIfSet : flow.branchIfClear, to, 1 << (opcode & 7));
}

function decodeBit(opcode: number, flash: Uint16Array, at: number): Decoded | undefined {
  const mask = 1 << (opcode & 7);
  const pin = 0x20 + ((opcode >> 3) & 0x1f);
  if (opcode >> 8 === 0x98) return of(flow.cbi, pin, mask);
  if (opcode >> 8 === 0x9a) return of(flow.sbi, pin, mask);
  if (opcode >> 8 === 0x99) return of(flow.skipIfPinClear, pin, mask | skipped(flash, at));
  if (opcode >> 8 === 0x9b) return of(flow.skipIfPinSet, pin, mask | skipped(flash, at));
  if ((opcode & 0xff8f) === 0x9408) return of(flow.bset, 1 << ((opcode >> 4) & 7));
  if ((opcode & 0xff8f) === 0x9488) return of(flow.bclr, 1 << ((opcode >> 4) & 7));
  if ((opcode & 0xf808) !== 0xf800) return undefined;
  const kinds = [flow.bld, flow.bst, flow.skipIfClear, flow.skipIfSet] as const;
  const kind = (opcode >> 9) & 3;
  const operation = kinds[kind as 0 | 1 | 2 | 3];
  return of(operation, d5(opcode), kind < 2 ? mask : mask | skipped(flash, at));
}

/** Executes a rare or unknown instruction with avr8js. */
const rare: Operation = (cpu) => avrInstruction(cpu);

/** Decodes the instruction at a word of a program. */
export function decode(flash: Uint16Array, at: number): Decoded {
  const opcode = flash[at] as number;
  for (const decoder of decoders) {
    const decoded = decoder(opcode, flash, at);
    if (decoded !== undefined) return decoded;
  }
  return of(rare);
}
