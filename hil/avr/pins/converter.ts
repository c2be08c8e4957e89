import { adcConfig } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import { lacking } from '../cpu/lacking.ts';
import type { IoClock, IoSlot } from '../power/io-clock.ts';
import { BANDGAP_VOLTS } from './bandgap.ts';

const { ADMUX, ADCSRA, ADCSRB, ADCL, ADCH, adcInterrupt } = adcConfig;
/** Bits of ADCSRA (data sheet 24.9.2), ADTS2:0 of ADCSRB, ADLAR and MUX3:0 of ADMUX. */
const ADEN = 0x80;
const ADSC = 0x40;
const ADATE = 0x20;
const ADIF = 0x10;
const ADIE = 0x08;
const ADPS = 0x07;
const ADTS = 0x07;
const ADLAR = 0x20;
const MUX = 0x0f;
/** ADC clocks of a conversion, and of the first one after the converter was switched on (data sheet table 24-1). */
const CONVERSION_CLOCKS = 13;
const FIRST_CONVERSION_CLOCKS = 25;
const RESULT_MAX = 1023;
/** Inputs beyond the eight pins (data sheet table 24-4). */
const TEMPERATURE = 8;
const BANDGAP = 14;
const EXTERNAL_CHANNELS = 8;
/** Temperature sensor at 25 degrees Celsius (data sheet table 24-2). */
const TEMPERATURE_VOLTS = 0.314;
const INTERNAL_REFERENCE = 3;

/** What the converter measures. */
export interface ConverterInputs {
  /** Returns the voltage at a pin of the converter. */
  readonly volts: (channel: number) => number;
  readonly supplyVolts: () => number;
}

/** Analogue to digital converter (data sheet 24). It samples at the start of a conversion. */
export class Converter {
  readonly #cpu: AvrCpu;
  readonly #inputs: ConverterInputs;
  readonly #slot: IoSlot;
  readonly #interrupt: AvrInterrupt = {
    address: adcInterrupt,
    flagRegister: ADCSRA,
    flagMask: ADIF,
    enableRegister: ADCSRA,
    enableMask: ADIE,
  };
  #result = 0;
  #isFirst = true;
  #isConverting = false;
  #dueCycles = 0;

  constructor(cpu: AvrCpu, adcClock: IoClock, inputs: ConverterInputs) {
    this.#cpu = cpu;
    this.#inputs = inputs;
    this.#slot = adcClock.slot(() => this.#finish());
    adcClock.onStart((stoodCycles) => {
      this.#dueCycles += stoodCycles;
    });
    cpu.writeHooks[ADCSRA] = (value, old) => this.#control(value, old);
    cpu.writeHooks[ADMUX] = (value) => {
      cpu.data[ADMUX] = value;
      this.#show();
      return true;
    };
  }

  /** Starts the conversion with which the noise-reduction mode begins (data sheet 24.6). */
  startInSleep(): void {
    const control = this.#cpu.data[ADCSRA] as number;
    if ((control & ADEN) !== 0 && !this.#isConverting) this.#start(this.#cpu.cycles);
  }

  #control(value: number, old: number): true {
    const cpu = this.#cpu;
    if ((value & ADATE) !== 0 && ((cpu.data[ADCSRB] as number) & ADTS) !== 0)
      throw lacking('a trigger of the converter other than free running', 'Start each conversion with ADSC.');
    const flag = old & ADIF & ~value;
    const running = this.#isConverting ? ADSC : 0;
    cpu.data[ADCSRA] = (value & ~(ADIF | ADSC)) | flag | running;
    if ((value & ADIF) !== 0) cpu.clearInterrupt(this.#interrupt);
    cpu.updateInterruptEnable(this.#interrupt, value);
    if ((value & ADEN) === 0) this.#switchOff();
    else {
      if ((old & ADEN) === 0) this.#isFirst = true;
      if ((value & ADSC) !== 0 && !this.#isConverting) this.#start(cpu.cycles);
    }
    return true;
  }

  /** Abandons a conversion. */
  #switchOff(): void {
    this.#isConverting = false;
    this.#slot.clear();
    const { data } = this.#cpu;
    data[ADCSRA] = (data[ADCSRA] as number) & ~ADSC;
  }

  #start(fromCycles: number): void {
    const { data } = this.#cpu;
    this.#isConverting = true;
    data[ADCSRA] = (data[ADCSRA] as number) | ADSC;
    const ratio = this.#sampledVolts() / this.#referenceVolts();
    this.#result = Math.min(RESULT_MAX, Math.max(0, Math.floor(ratio * (RESULT_MAX + 1))));
    const clocks = this.#isFirst ? FIRST_CONVERSION_CLOCKS : CONVERSION_CLOCKS;
    const division = Math.max(2, 2 ** ((data[ADCSRA] as number) & ADPS));
    this.#isFirst = false;
    this.#dueCycles = fromCycles + clocks * division;
    this.#slot.set(this.#dueCycles);
  }

  #sampledVolts(): number {
    const channel = (this.#cpu.data[ADMUX] as number) & MUX;
    if (channel < EXTERNAL_CHANNELS) return this.#inputs.volts(channel);
    return channel === BANDGAP ? BANDGAP_VOLTS : channel === TEMPERATURE ? TEMPERATURE_VOLTS : 0;
  }

  /** AREF is assumed to be connected to the supply. */
  #referenceVolts(): number {
    const isInternal = (this.#cpu.data[ADMUX] as number) >> 6 === INTERNAL_REFERENCE;
    return isInternal ? BANDGAP_VOLTS : this.#inputs.supplyVolts();
  }

  #finish(): void {
    const { data } = this.#cpu;
    this.#isConverting = false;
    data[ADCSRA] = (data[ADCSRA] as number) & ~ADSC;
    this.#show();
    this.#cpu.setInterruptFlag(this.#interrupt);
    if (((data[ADCSRA] as number) & ADATE) !== 0) this.#start(this.#dueCycles);
  }

  #show(): void {
    const { data } = this.#cpu;
    const shifted = ((data[ADMUX] as number) & ADLAR) !== 0 ? this.#result << 6 : this.#result;
    data[ADCL] = shifted;
    data[ADCH] = shifted >> 8;
  }
}
