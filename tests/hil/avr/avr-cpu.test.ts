import { watchdogConfig } from 'avr8js';
import { describe, expect, test } from 'vitest';
import { AvrCpu } from '../../../hil/avr/cpu/avr-cpu.ts';
import { DecodedProgram } from '../../../hil/avr/cpu/decoded-program.ts';
import { SystemClock } from '../../../hil/avr/power/system-clock.ts';
import { Watchdog } from '../../../hil/avr/power/watchdog.ts';

const SEI = 0x9478;
const SLEEP = 0x9588;
const RETI = 0x9518;
/** Records for a test that a handler was reached. */
const WDR = 0x95a8;
const RJMP_SELF = 0xcfff;
const NOP = 0;
const SMCR = 0x53;
const SREG = 0x5f;
const SPH = 0x5e;
/** A pending interrupt of vector 4, enabled: bit 0 of two registers that nothing else uses. */
const interrupt = { address: 4, flagRegister: 0x3b, flagMask: 1, enableRegister: 0x68, enableMask: 1 };

function processor(words: readonly number[], handler: readonly number[] = [RETI]): AvrCpu {
  const flash = new Uint16Array(64).fill(NOP);
  flash.set(words, 16);
  flash.set(handler, interrupt.address);
  const cpu = new AvrCpu(flash, new DecodedProgram(flash), 2048);
  cpu.pc = 16;
  cpu.data[SPH] = 8;
  cpu.data[SMCR] = 1;
  cpu.data[interrupt.enableRegister] = 1;
  return cpu;
}

function run(cpu: AvrCpu, cycles: number): void {
  cpu.limitCycles = cycles;
  cpu.run(1000);
}

describe('the processor', () => {
  test('sleeps after SEI, SLEEP with a pending interrupt, and is woken by it', () => {
    const cpu = processor([SEI, SLEEP, NOP, RJMP_SELF]);
    cpu.setInterruptFlag(interrupt);
    run(cpu, 2);
    expect([cpu.isAsleep, cpu.pc]).toEqual([true, 18]);
    run(cpu, 3);
    expect([cpu.isAsleep, cpu.pc, cpu.cycles]).toEqual([false, 4, 2 + 4 + 4]); // four to wake, four to enter
  });

  test('executes one instruction after RETI before the next interrupt', () => {
    const cpu = processor([RJMP_SELF]);
    cpu.data[SREG] = 0x80;
    cpu.setInterruptFlag({ ...interrupt, constant: true });
    run(cpu, 2);
    expect(cpu.pc).toBe(4);
    run(cpu, 7);
    expect(cpu.pc).toBe(16);
    run(cpu, 11);
    expect(cpu.pc).toBe(4);
  });

  test('while asleep leaps from event to event, and over none', () => {
    const cpu = processor([SLEEP, RJMP_SELF]);
    const fired: number[] = [];
    const slot = cpu.queue.slot(() => {
      fired.push(cpu.cycles);
      if (fired.length < 4) cpu.queue.set(slot, cpu.cycles + 1_000_000);
    });
    cpu.queue.set(slot, 500);
    run(cpu, 10_000_000);
    expect(fired).toEqual([500, 1_000_500, 2_000_500, 3_000_500]);
    expect([cpu.cycles, cpu.isAsleep, cpu.instructionCount]).toEqual([10_000_000, true, 1]);
  });

  test('stays where it sleeps, if asked to, and counts the cycles asleep', () => {
    const cpu = processor([SLEEP, RJMP_SELF]);
    cpu.staysWhereItSleeps = true;
    const slot = cpu.queue.slot(() => undefined);
    cpu.queue.set(slot, 500);
    run(cpu, 400);
    expect([cpu.cycles, cpu.isAsleep, cpu.sleptCycles]).toEqual([1, true, 0]);
    run(cpu, 10_000_000);
    expect([cpu.cycles, cpu.isAsleep, cpu.sleptCycles]).toEqual([500, true, 499]);
  });

  test('runs no compiled code across an event: each comes within the current instruction', () => {
    const add = 0x0f01;
    const cpu = processor([...Array.from({ length: 20 }, () => add), 0xcfeb]); // and back to the first
    const lateCycles: number[] = [];
    const slot = cpu.queue.slot(() => {
      lateCycles.push(cpu.cycles - dueCycles);
      dueCycles += 997;
      cpu.queue.set(slot, dueCycles);
    });
    let dueCycles = 997;
    cpu.queue.set(slot, dueCycles);
    cpu.limitCycles = 200_000;
    cpu.run(1_000_000);
    expect(lateCycles).toHaveLength(200);
    expect(Math.max(...lateCycles)).toBeLessThan(2);
    expect(cpu.cycles).toBeLessThan(200_002);
  });

  test('enters compiled code only after a waiting interrupt: one instruction behind SEI', () => {
    const ldi = 0xe000; // r16 = 0
    const cli = 0x94f8;
    const out = 0xba0e; // to a register whose hook raises the interrupt
    const inc = 0x9503; // r16
    const incs = Array.from({ length: 20 }, () => inc);
    const cpu = processor([ldi, cli, out, SEI, ...incs, 0xcfe7], [WDR, RETI]);
    const incsBefore: number[] = [];
    cpu.onWatchdogReset = () => incsBefore.push(cpu.data[16] as number);
    cpu.writeHooks[0x3e] = () => {
      cpu.setInterruptFlag(interrupt);
      return true;
    };
    cpu.limitCycles = 20_000;
    cpu.run(1_000_000);
    expect(incsBefore.length).toBeGreaterThan(400);
    expect(new Set(incsBefore)).toEqual(new Set([1]));
  });

  test('runs events of one cycle in slot order, and respects a limit lowered meanwhile', () => {
    const cpu = processor([RJMP_SELF]);
    const order: string[] = [];
    const first = cpu.queue.slot(() => order.push('first'));
    const second = cpu.queue.slot(() => {
      order.push('second');
      cpu.limitCycles = 0;
    });
    cpu.queue.set(second, 100);
    cpu.queue.set(first, 100);
    run(cpu, 1_000_000);
    expect(order).toEqual(['first', 'second']);
    expect(cpu.cycles).toBeLessThan(104);
  });

  test('throws for a part that never stops to act at one cycle', () => {
    const cpu = processor([RJMP_SELF]);
    const slot = cpu.queue.slot(() => cpu.queue.set(slot, cpu.cycles));
    cpu.queue.set(slot, 5);
    expect(() => run(cpu, 100)).toThrow('more than 100000 events up to cycle');
  });

  test('starts its clock for a time after a sleep deeper than idle', () => {
    const cpu = processor([SEI, SLEEP, NOP, RJMP_SELF]);
    const calls: string[] = [];
    cpu.sleepControl = {
      enter: (mode) => calls.push(`enters ${mode} at ${cpu.cycles}`),
      wakeCycles: () => cpu.cycles + 1000,
      leave: () => calls.push(`leaves at ${cpu.cycles}`),
    };
    cpu.data[SMCR] = 1 | (2 << 1);
    const slot = cpu.queue.slot(() => cpu.setInterruptFlag(interrupt));
    cpu.queue.set(slot, 500);
    run(cpu, 1499);
    expect([cpu.isAsleep, cpu.nextWakeCycles]).toEqual([true, 1500]);
    run(cpu, 1500);
    run(cpu, 1501);
    expect(calls).toEqual(['enters 2 at 2', 'leaves at 1500']);
    expect([cpu.isAsleep, cpu.pc, cpu.cycles]).toEqual([false, interrupt.address, 1500 + 4 + 4]);
  });

  test('wakes without an interrupt if its level ends while the clock starts', () => {
    const cpu = processor([SEI, SLEEP, NOP, RJMP_SELF]);
    cpu.sleepControl = { enter: () => undefined, wakeCycles: () => cpu.cycles + 1000, leave: () => undefined };
    cpu.data[SMCR] = 1 | (2 << 1);
    const begins = cpu.queue.slot(() => cpu.setInterruptFlag(interrupt));
    const ends = cpu.queue.slot(() => cpu.clearInterrupt(interrupt));
    cpu.queue.set(begins, 500);
    cpu.queue.set(ends, 1400);
    run(cpu, 1504);
    expect([cpu.isAsleep, cpu.pc, cpu.cycles]).toEqual([false, 18, 1504]);
  });

  test('stops after a number of instructions, so that Ctrl-C is handled', () => {
    const cpu = processor([RJMP_SELF]);
    cpu.limitCycles = Number.POSITIVE_INFINITY;
    cpu.run(5000);
    expect(cpu.instructionCount).toBeGreaterThanOrEqual(5000);
    expect(cpu.instructionCount).toBeLessThan(5100);
  });
});

describe('the watchdog', () => {
  const { WDTCSR, MCUSR } = watchdogConfig;
  const bed = (): { readonly cpu: AvrCpu; readonly bites: number[] } => {
    const cpu = processor([SLEEP]);
    const bites: number[] = [];
    new Watchdog(cpu, new SystemClock(cpu, 16, false), false, () => bites.push(cpu.cycles));
    return { cpu, bites };
  };
  const enable = (cpu: AvrCpu, value: number): void => {
    cpu.writeData(WDTCSR, 0x18);
    cpu.writeData(WDTCSR, value);
  };

  test('resets the chip after its time, unless the program resets the watchdog', () => {
    const { cpu, bites } = bed();
    enable(cpu, 0x08 | 5);
    run(cpu, 7_000_000);
    cpu.onWatchdogReset();
    run(cpu, 15_000_000);
    expect(bites).toEqual([]);
    run(cpu, 16_000_000);
    expect(bites).toEqual([7_000_000 + 256_000 * 32]);
  });

  test('changes only within four cycles, and stays on while its flag is set', () => {
    const { cpu } = bed();
    enable(cpu, 0x08 | 2);
    cpu.cycles += 5;
    cpu.writeData(WDTCSR, 0);
    expect((cpu.data[WDTCSR] as number) & 0x0f).toBe(0x0a);
    cpu.data[MCUSR] = 8;
    enable(cpu, 0);
    expect((cpu.data[WDTCSR] as number) & 0x08).toBe(0x08);
    cpu.data[MCUSR] = 0;
    enable(cpu, 0);
    expect(cpu.data[WDTCSR]).toBe(0);
  });

  test('is on after its reset, at its shortest time', () => {
    const cpu = processor([SLEEP]);
    cpu.data[MCUSR] = 8;
    const bites: number[] = [];
    new Watchdog(cpu, new SystemClock(cpu, 16, false), false, () => bites.push(cpu.cycles));
    run(cpu, 300_000);
    expect(bites).toEqual([256_000]);
  });
});
