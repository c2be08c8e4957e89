import type { AVRTimerConfig } from 'avr8js';
import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { Channel } from './timer-channel.ts';

/** What a program does with the counts of a timer. */
export interface TimerAccess {
  readonly a: Channel;
  readonly b: Channel;
  count(): number;
  writeCount(count: number): true;
  writeCompare(channel: Channel, count: number): true;
  captured(): number;
  writeCaptured(count: number): true;
}

/**
 * Hooks the counting registers of a timer. A write of 16 bits takes its high byte from the one written before; a read
 * keeps the high byte for the next read (data sheet 16.3).
 */
export function hookWords(cpu: AvrCpu, config: AVRTimerConfig, access: TimerAccess): void {
  const { TCNT, OCRA, OCRB, ICR, bits } = config;
  const { readHooks, writeHooks, data } = cpu;
  const { a, b } = access;
  const is16 = bits === 16;
  let written = 0;
  let read = 0;
  const word = (low: number): number => (is16 ? (written << 8) | low : low);
  readHooks[TCNT] = () => {
    const count = access.count();
    if (is16) data[TCNT + 1] = count >> 8;
    return count & 0xff;
  };
  writeHooks[TCNT] = (low) => access.writeCount(word(low));
  writeHooks[OCRA] = (low) => access.writeCompare(a, word(low));
  writeHooks[OCRB] = (low) => access.writeCompare(b, word(low));
  readHooks[OCRA] = () => a.written & 0xff;
  readHooks[OCRB] = () => b.written & 0xff;
  if (!is16) return;
  for (const register of [TCNT, OCRA, OCRB, ICR]) {
    writeHooks[register + 1] = (high) => {
      written = high;
      return true;
    };
  }
  readHooks[OCRA + 1] = () => a.written >> 8;
  readHooks[OCRB + 1] = () => b.written >> 8;
  writeHooks[ICR] = (low) => access.writeCaptured(word(low));
  readHooks[ICR] = () => {
    read = access.captured() >> 8;
    return access.captured() & 0xff;
  };
  readHooks[ICR + 1] = () => read;
}
