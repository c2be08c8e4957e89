import { adcConfig, timer0Config, timer1Config, timer2Config, twiConfig, usart0Config } from 'avr8js';
import type { IoClock } from './power/io-clock.ts';
import type { ReducedModule } from './power/power-reduction.ts';
import type { Timer } from './timers/timer.ts';
import type { Timers } from './timers/timers.ts';

/** Bits of PRR (data sheet 10.11.3). SPI has none here, because the emulated chip lacks it. */
const PRTWI = 0x80;
const PRTIM2 = 0x40;
const PRTIM0 = 0x20;
const PRTIM1 = 0x08;
const PRUSART0 = 0x02;
const PRADC = 0x01;

const TCNT1H = timer1Config.TCNT + 1;
const { ICR, OCRA, OCRB } = timer1Config;

/** Modules that PRR switches off. A timer keeps its count; the others continue what they did. */
export function reducedModules(
  clocks: { readonly uartClock: IoClock; readonly twiClock: IoClock; readonly adcClock: IoClock },
  { all: [timer0, timer1, timer2] }: Timers,
): readonly ReducedModule[] {
  const { UCSRA, UCSRB, UCSRC, UBRRL, UBRRH, UDR } = usart0Config;
  const { TWBR, TWSR, TWAR, TWDR, TWCR, TWAMR } = twiConfig;
  const { ADMUX, ADCSRA, ADCL, ADCH } = adcConfig;
  return [
    clocked(PRTWI, [TWBR, TWSR, TWAR, TWDR, TWCR, TWAMR], clocks.twiClock),
    clocked(PRUSART0, [UCSRA, UCSRB, UCSRC, UBRRL, UBRRH, UDR], clocks.uartClock),
    clocked(PRADC, [ADMUX, ADCSRA, ADCL, ADCH], clocks.adcClock),
    counted(PRTIM0, registersOf(timer0Config), timer0),
    counted(PRTIM1, [...registersOf(timer1Config), TCNT1H, OCRA + 1, OCRB + 1, ICR, ICR + 1], timer1),
    counted(PRTIM2, registersOf(timer2Config), timer2),
  ];
}

function registersOf({ TCCRA, TCCRB, TCCRC, TCNT, OCRA: a, OCRB: b }: typeof timer1Config): readonly number[] {
  return [TCCRA, TCCRB, TCNT, a, b, ...(TCCRC === 0 ? [] : [TCCRC])];
}

function clocked(mask: number, registers: readonly number[], clock: IoClock): ReducedModule {
  return { mask, registers, stop: () => clock.stop(), start: () => clock.start() };
}

function counted(mask: number, registers: readonly number[], timer: Timer): ReducedModule {
  return { mask, registers, stop: () => timer.stand(), start: () => timer.goOn() };
}
