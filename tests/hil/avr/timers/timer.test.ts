import { timer0Config, timer1Config, timer2Config } from 'avr8js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AvrCpu } from '../../../../hil/avr/cpu/avr-cpu.ts';
import { DecodedProgram } from '../../../../hil/avr/cpu/decoded-program.ts';
import { Prescaler } from '../../../../hil/avr/timers/prescaler.ts';
import { Timer } from '../../../../hil/avr/timers/timer.ts';
import { runCount } from '../../../run-count.ts';
import { TickingTimer } from '../../board/ticking-timer.ts';

const flash = new Uint16Array(16);
const program = new DecodedProgram(flash);
const { TCCRA, TCCRB, TIMSK, TIFR, TCNT, OCRA, OCRB, ICR } = timer1Config;
const DIVIDERS = [0, 1, 8, 64, 256, 1024];

/** A processor that executes nothing: the test advances time as instructions and SLEEP would. */
class Bed {
  readonly cpu = new AvrCpu(flash, program, 2048);
  readonly timer: Timer;

  constructor(config = timer1Config) {
    this.timer = new Timer(this.cpu, config, new Prescaler(0));
  }

  to(cycles: number): void {
    const { cpu } = this;
    while (cpu.queue.nextCycles <= cycles) {
      cpu.cycles = Math.max(cpu.cycles, cpu.queue.nextCycles);
      cpu.queue.fire(cpu.cycles);
    }
    cpu.cycles = cycles;
  }

  word(register: number, value: number): void {
    this.cpu.writeData(register + 1, value >> 8);
    this.cpu.writeData(register, value & 0xff);
  }

  count(): number {
    const low = this.cpu.readData(TCNT);
    return low | (this.cpu.readData(TCNT + 1) << 8);
  }
}

/** Writes WGM and prescaler bits. */
function control(bed: Bed, mode: number, clockSelect: number): void {
  bed.cpu.writeData(TCCRA, mode & 3);
  bed.cpu.writeData(TCCRB, ((mode & 12) << 1) | clockSelect);
}

const action = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ticks: fc.integer({ min: 0, max: 70_000 }) }),
  fc.record({
    kind: fc.constantFrom('tcnt' as const, 'ocra' as const, 'ocrb' as const, 'icr' as const),
    value: fc.integer({ min: 0, max: 300 }),
  }),
  fc.record({
    kind: fc.constantFrom('tcnt' as const, 'ocra' as const, 'ocrb' as const, 'icr' as const),
    value: fc.integer({ min: 0, max: 0xffff }),
  }),
  fc.record({ kind: fc.constant('clear' as const), value: fc.integer({ min: 0, max: 0x27 }) }),
);

const registers = { tcnt: TCNT, ocra: OCRA, ocrb: OCRB, icr: ICR } as const;
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function act(bed: Bed, ticking: TickingTimer, divider: number, one: Action): void {
  if (one.kind === 'wait') {
    bed.to(bed.cpu.cycles + one.ticks * divider);
    for (let i = 0; i < one.ticks; i += 1) ticking.tick();
  } else if (one.kind === 'clear') {
    bed.cpu.writeData(TIFR, one.value);
    ticking.flags &= ~one.value;
  } else {
    bed.word(registers[one.kind], one.value);
    ticking.write(one.kind, one.value);
  }
}

describe('a timer in closed form', () => {
  test('counts, flags and matches like a ticking data-sheet timer, in every mode', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15),
        fc.integer({ min: 1, max: 3 }),
        fc.array(action, { minLength: 1, maxLength: 12 }),
        (mode, clockSelect, actions) => {
          const bed = new Bed();
          const divider = DIVIDERS[clockSelect] as number;
          const ticking = new TickingTimer(mode);
          control(bed, mode, clockSelect);
          ticking.write('icr', 200);
          bed.word(ICR, 200);
          for (const one of actions) {
            act(bed, ticking, divider, one);
            expect([bed.count(), bed.cpu.readData(TIFR)]).toEqual([ticking.count, ticking.flags]);
          }
        },
      ),
      { numRuns: runCount({ quick: 100, long: 1000 }) },
    );
  });

  test('is due only for enabled interrupts: a minute without one takes one query', () => {
    const bed = new Bed();
    control(bed, 0, 1);
    expect(bed.cpu.queue.nextCycles).toBe(Number.POSITIVE_INFINITY);
    bed.word(OCRA, 1000);
    bed.cpu.writeData(TIMSK, 2);
    expect(bed.cpu.queue.nextCycles).toBe(1001);
    bed.to(960_000_000);
    expect(bed.count()).toBe(960_000_000 % 65_536);
  });

  test('compares a written count with nothing, whatever is written in the same tick', () => {
    const bed = new Bed();
    control(bed, 0, 2);
    bed.word(OCRA, 0);
    bed.cpu.writeData(TIFR, 7);
    bed.word(TCNT, 0);
    bed.word(ICR, 5);
    bed.word(OCRA, 0);
    bed.to(8);
    expect([bed.count(), bed.cpu.readData(TIFR) & 2]).toEqual([1, 0]);
  });

  test('raises an interrupt one timer clock after its count, in prescaler phase', () => {
    const bed = new Bed();
    bed.to(13);
    bed.word(OCRA, 5);
    bed.cpu.writeData(TIMSK, 2);
    control(bed, 0, 2);
    expect(bed.cpu.queue.nextCycles).toBe(56); // counts from tick 1 (cycle 8), is 5 at tick 6, acts at 7
  });

  test('keeps its count when the prescaler changes', () => {
    const bed = new Bed();
    control(bed, 0, 5);
    bed.to(10_240);
    expect(bed.count()).toBe(10);
    control(bed, 0, 2);
    bed.to(10_240 + 80);
    expect(bed.count()).toBe(20);
  });

  test.each([
    [timer0Config, 'timer 0'],
    [timer2Config, 'timer 2'],
  ])('overflows with eight bits after 256 ticks: $1', (config) => {
    const bed = new Bed(config);
    bed.cpu.writeData(config.TIMSK, 1);
    bed.cpu.writeData(config.TCCRB, 1);
    bed.to(255);
    expect(bed.cpu.readData(config.TIFR) & 1).toBe(0);
    bed.to(256);
    expect(bed.cpu.readData(config.TIFR) & 1).toBe(1);
    expect(bed.cpu.queue.nextCycles).toBe(512);
  });
});
