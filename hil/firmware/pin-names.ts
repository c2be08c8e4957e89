/** Port pins of an ATmega328P in its packages with 28 pins, and its analog inputs. PC6 is the reset. */
export const chipPins = [
  ...['PB0', 'PB1', 'PB2', 'PB3', 'PB4', 'PB5', 'PB6', 'PB7'],
  ...['PC0', 'PC1', 'PC2', 'PC3', 'PC4', 'PC5'],
  ...['PD0', 'PD1', 'PD2', 'PD3', 'PD4', 'PD5', 'PD6', 'PD7'],
  ...['ADC0', 'ADC1', 'ADC2', 'ADC3', 'ADC4', 'ADC5', 'ADC6', 'ADC7'],
] as const;
export type ChipPin = `P${'B' | 'C' | 'D'}${number}` | `ADC${number}`;

/** Number of analog inputs that share a pin of port C. ADC6 and ADC7 have pins of their own. */
const SHARED_ANALOG_COUNT = 6;

/** Pins of the serial line of an ATmega328P, by UART. */
export const uartPins: Readonly<Record<number, readonly ChipPin[]>> = { 0: ['PD0', 'PD1'] };

const CLOCK_SELECT = 0x0f;
const EXTERNAL_CLOCK = 0;
const INTERNAL_OSCILLATOR = 2;

/** Returns the pins that the clock source of a fuse byte `low` occupies (data sheet of the ATmega328P, section 9.2). */
export function clockPins(fuseLow: number): readonly ChipPin[] {
  const select = fuseLow & CLOCK_SELECT;
  if (select === INTERNAL_OSCILLATOR) return [];
  return select === EXTERNAL_CLOCK ? ['PB6'] : ['PB6', 'PB7'];
}

/** Returns the name by which two names of one pin are equal: ADC0 and PC0 are the same pin. */
export function pinIdentity(pin: string): string {
  const [, channel] = /^ADC(\d)$/.exec(pin) ?? [];
  return channel !== undefined && Number(channel) < SHARED_ANALOG_COUNT ? `PC${channel}` : pin;
}

/** Returns whether the pin is an analog input. */
export function isAnalog(pin: string): boolean {
  return pin.startsWith('ADC');
}
