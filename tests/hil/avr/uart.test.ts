import { portDConfig, usart0Config } from 'avr8js';
import { describe, expect, test } from 'vitest';
import { AvrCpu } from '../../../hil/avr/cpu/avr-cpu.ts';
import { DecodedProgram } from '../../../hil/avr/cpu/decoded-program.ts';
import { Port } from '../../../hil/avr/pins/port.ts';
import { IoClock } from '../../../hil/avr/power/io-clock.ts';
import { SystemClock } from '../../../hil/avr/power/system-clock.ts';
import { SerialWave } from '../../../hil/avr/serial/serial-wave.ts';
import { Uart } from '../../../hil/avr/serial/uart.ts';

const flash = new Uint16Array(16);
const program = new DecodedProgram(flash);
const { UCSRA, UCSRB, UBRRL, UDR } = usart0Config;
const BIT = 16_000_000 / 115_200;

/** A chip at 117,647 baud (UBRR 16, double speed), as an Uno at 115,200. The test advances time. */
class Bed {
  readonly cpu = new AvrCpu(flash, program, 2048);
  readonly sent: (readonly [byte: number, startCycles: number, endCycles: number])[] = [];
  readonly wave: SerialWave;
  readonly uart: Uart;

  constructor(bitCycles = BIT) {
    this.wave = new SerialWave(bitCycles);
    this.uart = new Uart(this.cpu, {
      clock: new SystemClock(this.cpu, 16, false),
      ioClock: new IoClock(this.cpu),
      wave: this.wave,
      port: new Port(this.cpu, portDConfig),
      onByte: (...byte) => this.sent.push(byte),
    });
    this.cpu.writeData(UBRRL, 16);
    this.cpu.writeData(UCSRA, 2);
    this.cpu.writeData(UCSRB, 0x18);
  }

  to(cycles: number): void {
    const { cpu } = this;
    while (cpu.queue.nextCycles <= cycles) {
      cpu.cycles = Math.max(cpu.cycles, cpu.queue.nextCycles);
      cpu.queue.fire(cpu.cycles);
    }
    cpu.cycles = cycles;
  }

  hear(...bytes: readonly number[]): void {
    for (const byte of bytes) this.wave.send(byte, this.cpu.cycles);
    this.uart.heard();
  }

  /** Flags and bytes until the buffer is empty. */
  readAll(): readonly (readonly [flags: number, byte: number])[] {
    const read: (readonly [number, number])[] = [];
    while ((this.cpu.readData(UCSRA) & 0x80) !== 0)
      read.push([this.cpu.readData(UCSRA) & 0x1c, this.cpu.readData(UDR)]);
    return read;
  }
}

describe('the receiver', () => {
  test('byte k arrives nine and a half of its own bits after k x 10 / baud', () => {
    const bed = new Bed();
    bed.hear(1, 2, 3);
    for (const k of [0, 1, 2]) {
      const dueCycles = Math.ceil(k * 10 * BIT + 9.5 * 136);
      expect(bed.cpu.queue.nextCycles).toBe(dueCycles);
      bed.to(dueCycles);
      expect(bed.readAll()).toEqual([[0, k + 1]]);
    }
  });

  test('three bytes wait; a fourth replaces the third and sets the overrun flag', () => {
    const bed = new Bed();
    bed.hear(1, 2, 3, 4, 5);
    bed.to(100_000);
    expect(bed.readAll()).toEqual([
      [0, 1],
      [0, 2],
      [0x08, 5],
    ]);
  });

  test.each([-4, -2, 0, 2, 4])('%i percent between the two clocks are still understood', (percent) => {
    const bed = new Bed((136 * 100) / (100 + percent));
    const text = [...'>00.01 STAT*0B'].map((char) => char.charCodeAt(0));
    const heard: number[] = [];
    for (const byte of text) {
      bed.hear(byte);
      bed.to(bed.cpu.cycles + 10 * 160);
      heard.push(...bed.readAll().map(([, one]) => one));
    }
    expect(heard).toEqual(text);
  });

  test('the wrong baud rate gives framing errors and other bytes', () => {
    const bed = new Bed(16_000_000 / 38_400);
    bed.hear(0x55, 0x00);
    bed.to(20_000);
    const read = bed.readAll();
    expect(read.some(([flags]) => (flags & 0x10) !== 0)).toBe(true);
    expect(read.map(([, byte]) => byte)).not.toEqual([0x55, 0x00]);
  });

  test('a receiver that is off receives nothing, and restarts without old bytes', () => {
    const bed = new Bed();
    bed.cpu.writeData(UCSRB, 0x08);
    bed.hear(1);
    bed.to(10_000);
    bed.cpu.writeData(UCSRB, 0x18);
    expect(bed.cpu.readData(UCSRA) & 0x80).toBe(0);
    bed.hear(2);
    bed.to(20_000);
    expect(bed.readAll()).toEqual([[0, 2]]);
  });
});

describe('the transmitter', () => {
  test('shifts a byte for ten bits, keeps one behind it, and drops a third', () => {
    const bed = new Bed();
    for (const byte of [0x41, 0x42, 0x43]) bed.cpu.writeData(UDR, byte);
    expect(bed.cpu.readData(UCSRA) & 0x20).toBe(0);
    bed.to(1359);
    expect(bed.sent).toEqual([[0x41, 0, 1360]]);
    bed.to(5000);
    expect(bed.sent).toEqual([
      [0x41, 0, 1360],
      [0x42, 1360, 2720],
    ]);
    expect(bed.cpu.readData(UCSRA) & 0x60).toBe(0x60);
  });
});
