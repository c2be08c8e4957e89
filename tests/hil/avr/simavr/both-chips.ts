import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DecodedProgram } from '../../../../hil/avr/cpu/decoded-program.ts';
import { readProgram } from '../../../../hil/avr/files/program-file.ts';
import type { Microcontroller } from '../../../../hil/avr/microcontroller.ts';
import { outputOf } from '../../sketch/sketch-build.ts';
import { chipWith, runTo } from '../chip-bed.ts';

const folder = fileURLToPath(new URL('./', import.meta.url));
const MHZ = 16;
const RAM_START = 0x100;

/** Input at a cycle, in the form that `simavr-chip.c` reads. */
export type ChipInput =
  | {
      readonly cycle: number;
      readonly kind: 'pin';
      readonly port: 'B' | 'C' | 'D';
      readonly bit: number;
      readonly level: 0 | 1;
    }
  | { readonly cycle: number; readonly kind: 'ain' | 'adc'; readonly index: number; readonly mv: number };

/** Entry of the program's log. */
export type LogEntry = readonly [code: number, number: number];

export interface BuiltProgram {
  readonly elf: string;
  readonly hex: string;
}

export function builtSimavrChip(into: string): string {
  const program = join(into, 'simavr-chip');
  const flags = ['-O2', '-Wall', '-Wextra', '-Werror', '-I/usr/include/simavr'];
  outputOf('gcc', [...flags, join(folder, 'simavr-chip.c'), '-o', program, '-lsimavr']);
  return program;
}

export function builtProgram(into: string, name: string): BuiltProgram {
  const [elf, hex] = [join(into, `${name}.elf`), join(into, `${name}.hex`)];
  const flags = ['-mmcu=atmega328p', `-DF_CPU=${MHZ}000000UL`, '-Os', '-std=c11', '-Wall', '-Wextra', '-Werror'];
  outputOf('avr-gcc', [...flags, join(folder, `${name}.c`), '-o', elf]);
  outputOf('avr-objcopy', ['-O', 'ihex', elf, hex]);
  return { elf, hex };
}

/** Runs a program with its inputs on simavr. Returns its log. */
export function logOnSimavr(
  simavrChip: string,
  { elf, hex }: BuiltProgram,
  inputs: readonly ChipInput[],
  endCycle: number,
): readonly LogEntry[] {
  const lines = inputs.map((one) =>
    one.kind === 'pin'
      ? `${one.cycle} pin ${one.port} ${one.bit} ${one.level}`
      : `${one.cycle} ${one.kind} ${one.index} ${one.mv}`,
  );
  const run = spawnSync(simavrChip, [hex, `${MHZ}`, `${endCycle}`], {
    encoding: 'utf8',
    input: lines.map((line) => `${line}\n`).join(''),
  });
  if (run.status !== 0) throw new Error(`simavr-chip: status ${run.status}\n${run.stdout.slice(0, 1000)}${run.stderr}`);
  const ram = /^ram ([0-9A-F]+)$/m.exec(run.stdout)?.[1] ?? '';
  return logIn(elf, (address) =>
    Number.parseInt(ram.slice(2 * (address - RAM_START), 2 * (address - RAM_START) + 2), 16),
  );
}

/** Runs a program with its inputs on the emulated chip, in pieces of at most `pieceTicks()`. Returns its log. */
export function logOnOurs(
  { elf }: BuiltProgram,
  inputs: readonly ChipInput[],
  endCycle: number,
  pieceTicks = () => Number.POSITIVE_INFINITY,
): readonly LogEntry[] {
  const { flash } = readProgram(readFileSync(elf), elf);
  const mv = { ain: [0, 0], adc: new Array<number>(8).fill(0) };
  const chip = chipWith([], {
    flash,
    program: new DecodedProgram(flash),
    comparatorVolts: (input) => (mv.ain[input === 'AIN0' ? 0 : 1] as number) / 1000,
    volts: (channel) => (mv.adc[channel] as number) / 1000,
  });
  chip.cpu.pc = 0;
  const to = (ticks: number): void => {
    while (chip.clock.nowTicks < ticks) runTo(chip, Math.min(ticks, chip.clock.nowTicks + pieceTicks()));
  };
  for (const one of inputs) {
    to(one.cycle);
    if (one.kind === 'pin') portOf(chip, one.port).setPin(one.bit, one.level === 1);
    else mv[one.kind][one.index] = one.mv;
    chip.comparator.look();
  }
  to(endCycle);
  return logIn(elf, (address) => chip.cpu.data[address] as number);
}

function portOf(chip: Microcontroller, port: 'B' | 'C' | 'D') {
  return { B: chip.portB, C: chip.portC, D: chip.portD }[port];
}

function logIn(elf: string, byteAt: (address: number) => number): readonly LogEntry[] {
  const { symbols } = readProgram(readFileSync(elf), elf);
  const addressOf = (name: string): number => symbols.find((one) => one.name === name)?.address ?? Number.NaN;
  const start = addressOf('events');
  const wordAt = (address: number): number => byteAt(address) | (byteAt(address + 1) << 8);
  return Array.from({ length: byteAt(addressOf('event_count')) }, (_, index) => [
    wordAt(start + 4 * index),
    wordAt(start + 4 * index + 2),
  ]);
}
