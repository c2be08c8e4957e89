import { adcConfig } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { IoClock } from '../power/io-clock.ts';
import { BANDGAP_VOLTS } from './bandgap.ts';

const ACSR = 0x50;
/** Bits of ACSR (data sheet 23.3.2), ACME of ADCSRB, ADEN of ADCSRA, MUX2:0 of ADMUX. */
const ACD = 0x80;
const ACBG = 0x40;
const ACO = 0x20;
const ACI = 0x10;
const ACIE = 0x08;
const ACIC = 0x04;
const ACIS = 0x03;
const ACME = 0x40;
const ADEN = 0x80;
const MUX = 0x07;
/** Values of ACIS1:0 (data sheet table 23-2). */
const TOGGLE = 0;
const RISING = 3;
const VECTOR = 0x2e;

/** Voltages at the comparator. */
export interface ComparatorInputs {
  readonly comparatorVolts?: ((input: 'AIN0' | 'AIN1') => number) | undefined;
  /** Returns the voltage at a pin of the converter, which may take the place of AIN1. */
  readonly volts: (channel: number) => number;
}

/** Input capture, which may follow the comparator. */
export interface CaptureSource {
  see(isHigh: boolean): void;
}

/** Analogue comparator (data sheet 23). Its delay and its offset are not modelled. */
export class Comparator {
  readonly #cpu: AvrCpu;
  readonly #ioClock: IoClock;
  readonly #inputs: ComparatorInputs;
  readonly #capture: CaptureSource;
  readonly #interrupt: AvrInterrupt = {
    address: VECTOR,
    flagRegister: ACSR,
    flagMask: ACI,
    enableRegister: ACSR,
    enableMask: ACIE,
  };

  constructor(cpu: AvrCpu, ioClock: IoClock, inputs: ComparatorInputs, capture: CaptureSource) {
    this.#cpu = cpu;
    this.#ioClock = ioClock;
    this.#inputs = inputs;
    this.#capture = capture;
    cpu.writeHooks[ACSR] = (value, old) => this.#control(value, old);
    cpu.readHooks[ACSR] = () => {
      this.look();
      return cpu.data[ACSR] as number;
    };
    ioClock.onStart(() => this.look());
  }

  /** True if the comparator drives the input capture (ACIC). */
  get drivesCapture(): boolean {
    return ((this.#cpu.data[ACSR] as number) & ACIC) !== 0;
  }

  /** Compares the present voltages. Without its clock the output stands. */
  look(): void {
    const { data } = this.#cpu;
    const control = data[ACSR] as number;
    if (this.#ioClock.isStopped || (control & ACD) !== 0) return;
    const isHigh = this.#positiveVolts() > this.#negativeVolts();
    if (isHigh === ((control & ACO) !== 0)) return;
    data[ACSR] = control ^ ACO;
    const sense = control & ACIS;
    if (sense === TOGGLE || isHigh === (sense === RISING)) this.#cpu.setInterruptFlag(this.#interrupt);
    if (this.drivesCapture) this.#capture.see(isHigh);
  }

  #control(value: number, old: number): true {
    const cpu = this.#cpu;
    const output = (value & ACD) === 0 ? old & ACO : 0;
    cpu.data[ACSR] = (value & ~(ACO | ACI)) | output | (old & ACI & ~value);
    if ((value & ACI) !== 0) cpu.clearInterrupt(this.#interrupt);
    cpu.updateInterruptEnable(this.#interrupt, value);
    this.look();
    return true;
  }

  #positiveVolts(): number {
    const isBandgap = ((this.#cpu.data[ACSR] as number) & ACBG) !== 0;
    return isBandgap ? BANDGAP_VOLTS : (this.#inputs.comparatorVolts?.('AIN0') ?? 0);
  }

  #negativeVolts(): number {
    const { data } = this.#cpu;
    const isConverterOff = ((data[adcConfig.ADCSRA] as number) & ADEN) === 0;
    if (isConverterOff && ((data[adcConfig.ADCSRB] as number) & ACME) !== 0)
      return this.#inputs.volts((data[adcConfig.ADMUX] as number) & MUX);
    return this.#inputs.comparatorVolts?.('AIN1') ?? 0;
  }
}
