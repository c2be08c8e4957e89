import { describe, expect, test } from 'vitest';
import { AvrCpu } from '../../../hil/avr/cpu/avr-cpu.ts';
import { DecodedProgram } from '../../../hil/avr/cpu/decoded-program.ts';
import { ExecutionCounts } from '../../../hil/avr/cpu/execution-counts.ts';

const ROUNDS = 200;
/** LDI r16, 200; loop: SUBI r16, 1; CPI r16, 100; BREQ hit; back: CPI r16, 0; BRNE loop; NOP; RJMP .; hit: NOP; RJMP back. */
const loop = [0xec08, 0x5001, 0x3604, 0xf021, 0x3000, 0xf7d9, 0x0000, 0xcfff, 0x0000, 0xcffa];

function countsAfter(isCompiled: boolean): readonly number[] {
  const flash = new Uint16Array(64);
  flash.set(loop);
  const counts = new ExecutionCounts(flash.length);
  const program = new DecodedProgram(flash, undefined, { counts });
  if (!isCompiled) program.visit = () => undefined;
  const cpu = new AvrCpu(flash, program, 2048);
  cpu.limitCycles = 2000;
  cpu.run(100_000);
  expect(program.stretches.some((stretch) => stretch !== undefined)).toBe(isCompiled);
  expect(counts.words.reduce((sum, count) => sum + count, 0)).toBe(cpu.instructionCount);
  return [...counts.words.subarray(0, loop.length)];
}

describe('counts of executed instructions', () => {
  test('compiled code counts as interpreted code does, exits from its middle included', () => {
    const counts = countsAfter(true);
    expect(counts).toEqual(countsAfter(false));
    expect(counts.slice(0, 7)).toEqual([1, ROUNDS, ROUNDS, ROUNDS, ROUNDS, ROUNDS, 1]);
    expect(counts.slice(8)).toEqual([1, 1]);
  });
});
