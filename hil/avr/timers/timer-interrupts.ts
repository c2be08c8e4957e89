import type { AVRTimerConfig } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';

/** ICF1 in TIFR1 and ICIE1 in TIMSK1 (data sheet 16.11.8). */
export const CAPTURE_FLAG = 0x20;

/** Interrupts of a timer with their flag and mask registers. */
export class TimerInterrupts {
  readonly a: AvrInterrupt;
  readonly b: AvrInterrupt;
  readonly overflow: AvrInterrupt;
  /** Only timer 1 has one. */
  readonly capture: AvrInterrupt | undefined;

  /** `before` is called before an access to the registers, `after` after a change of the mask. */
  constructor(cpu: AvrCpu, config: AVRTimerConfig, before: () => void, after: () => void) {
    const { TIFR, TIMSK, OCFA, OCIEA, OCFB, OCIEB, TOV, TOIE } = config;
    const { compAInterrupt, compBInterrupt, ovfInterrupt, captureInterrupt } = config;
    const of = (address: number, flagMask: number, enableMask: number): AvrInterrupt => ({
      address,
      flagRegister: TIFR,
      flagMask,
      enableRegister: TIMSK,
      enableMask,
    });
    this.a = of(compAInterrupt, OCFA, OCIEA);
    this.b = of(compBInterrupt, OCFB, OCIEB);
    this.overflow = of(ovfInterrupt, TOV, TOIE);
    this.capture = captureInterrupt === 0 ? undefined : of(captureInterrupt, CAPTURE_FLAG, CAPTURE_FLAG);
    const all = [this.a, this.b, this.overflow, ...(this.capture === undefined ? [] : [this.capture])];
    cpu.readHooks[TIFR] = () => {
      before();
      return cpu.data[TIFR] as number;
    };
    cpu.writeHooks[TIFR] = (value, _old, _address, mask) => {
      before();
      for (const interrupt of all) cpu.clearInterruptByFlag(interrupt, value & mask);
      return true;
    };
    cpu.writeHooks[TIMSK] = (value) => {
      before();
      cpu.data[TIMSK] = value;
      for (const interrupt of all) cpu.updateInterruptEnable(interrupt, value);
      after();
      return true;
    };
  }
}
