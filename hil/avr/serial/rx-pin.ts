import { portDConfig } from 'avr8js';
import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { Port } from '../pins/port.ts';
import type { SystemClock, TickTimer } from '../power/system-clock.ts';
import type { SerialWave } from './serial-wave.ts';

const RXD = 0;
const PCMSK2 = 0x6d;

/** Level of the line at pin RXD. It is computed only for a program that reads the pin or asks for its changes. */
export class RxPin {
  readonly #cpu: AvrCpu;
  readonly #clock: SystemClock;
  readonly #port: Port;
  readonly #wave: SerialWave;
  readonly #timer: TickTimer;

  constructor(cpu: AvrCpu, clock: SystemClock, port: Port, wave: SerialWave) {
    this.#cpu = cpu;
    this.#clock = clock;
    this.#port = port;
    this.#wave = wave;
    this.#timer = clock.timer(() => this.#change());
    port.setPin(RXD, true);
    cpu.writeHooks[PCMSK2] = (value) => {
      this.#look();
      cpu.data[PCMSK2] = value;
      this.heard();
      return true;
    };
    cpu.readHooks[portDConfig.PIN] = () => {
      this.#look();
      return cpu.data[portDConfig.PIN] as number;
    };
  }

  /** Takes notice of new frames on the line. */
  heard(): void {
    const asks = ((this.#cpu.data[PCMSK2] as number) & (1 << RXD)) !== 0;
    this.#timer.set(asks ? this.#wave.changeAfter(this.#clock.nowTicks) : Number.POSITIVE_INFINITY);
  }

  #change(): void {
    this.#look();
    this.heard();
  }

  #look(): void {
    this.#port.setPin(RXD, this.#wave.levelAt(this.#clock.nowTicks));
  }
}
