import { usart0Config } from 'avr8js';
import type { Microcontroller } from '../../avr/microcontroller.ts';

const SREG = 0x5f;
const SREG_I = 0x80;
const EIMSK = 0x3d;
const PCICR = 0x68;
const ACSR = 0x50;
const ACIE = 0x08;
const RXCIE = 0x80;
const RXEN = 0x10;

/** Sleep modes by SM2:0 (data sheet table 10-2). */
const MODE_NAMES: Readonly<Record<number, string>> = {
  0: 'idle',
  1: 'noise reduction',
  2: 'power-down',
  3: 'power-save',
  6: 'standby',
  7: 'extended standby',
};

export function sleepModeName(mode: number): string {
  return MODE_NAMES[mode] ?? 'an unknown mode';
}

/**
 * Returns why a chip that sleeps with no event ahead can never wake; undefined if an input may wake it. Deep sleep stops
 * the receiver.
 */
export function wakeSourceOf({ cpu, sleep }: Microcontroller): string | undefined {
  const { data } = cpu;
  const has = (register: number, mask: number): boolean => ((data[register] as number) & mask) !== 0;
  const mode = sleepModeName(sleep.mode);
  if (!has(SREG, SREG_I)) return `sleeps for ever in ${mode}: interrupts are disabled, so nothing can wake it`;
  if (has(EIMSK, 0x03) || has(PCICR, 0x07)) return undefined;
  const isDeaf = sleep.mode !== 0;
  if (!isDeaf && (has(ACSR, ACIE) || (has(usart0Config.UCSRB, RXCIE) && has(usart0Config.UCSRB, RXEN))))
    return undefined;
  const deaf = isDeaf && has(usart0Config.UCSRB, RXCIE) ? ', and the receiver is deaf in this mode' : '';
  return `sleeps for ever in ${mode}: no timer runs that could wake it, no pin interrupt is enabled${deaf}`;
}
