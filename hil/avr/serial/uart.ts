import { usart0Config } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import { lacking } from '../cpu/lacking.ts';
import type { Port } from '../pins/port.ts';
import type { IoClock, IoSlot } from '../power/io-clock.ts';
import type { SystemClock, TickTimer } from '../power/system-clock.ts';
import { RxPin } from './rx-pin.ts';
import type { SerialWave } from './serial-wave.ts';
import { UartReceiver } from './uart-receiver.ts';

/** Bits of UCSR0A (data sheet 20.11.2), then RXEN and TXEN of UCSR0B (20.11.3). */
const RXC = 0x80;
const TXC = 0x40;
const UDRE = 0x20;
const FE = 0x10;
const DOR = 0x08;
const U2X = 0x02;
const KEPT = 0x03;
const RXEN = 0x10;
const TXEN = 0x08;
/** UCSZ2 of UCSR0B: nine data bits. */
const NINE_BITS = 0x04;
/** Bits of UCSR0C (data sheet 20.11.4): asynchronous, no parity, eight data bits; the second stop bit is free. */
const FORMAT = 0xf6;
const FORMAT_8N = 0x06;
const TWO_STOP_BITS = 0x08;
const FRAME_BITS = 10;

/** Receives each sent byte with the start and the end of its frame, in ticks. */
export type ByteLeaves = (byte: number, startTicks: number, endTicks: number) => void;

/** Clocks of the USART, and what happens to its bytes. */
export interface UartSides {
  readonly clock: SystemClock;
  readonly ioClock: IoClock;
  readonly wave: SerialWave;
  readonly onByte: ByteLeaves;
  /** Port of the pins RXD and TXD. */
  readonly port: Port;
  /** Called when deep sleep stops the transmitter within a frame that `onByte` announced. The line then stands. */
  readonly onByteCut?: ((cutTicks: number) => void) | undefined;
}

/**
 * USART in 8N1 (data sheet 20). Bytes take line time. Framing and overrun errors occur. In deep sleep its clock stands:
 * it hears no byte, and a byte that it sends stands too.
 */
export class Uart {
  readonly #cpu: AvrCpu;
  readonly #sides: UartSides;
  readonly #receiver: UartReceiver;
  readonly #rxTimer: TickTimer;
  readonly #txSlot: IoSlot;
  readonly #rxPin: RxPin;
  readonly #rxc: AvrInterrupt;
  readonly #udre: AvrInterrupt;
  readonly #txc: AvrInterrupt;
  #waiting: number | undefined;
  #isSending = false;
  #lastEndCycles = 0;

  constructor(cpu: AvrCpu, sides: UartSides) {
    this.#cpu = cpu;
    this.#sides = sides;
    const { clock, ioClock, wave } = sides;
    this.#receiver = new UartReceiver(wave);
    this.#rxPin = new RxPin(cpu, clock, sides.port, wave);
    this.#rxTimer = clock.timer(() => this.#received());
    this.#txSlot = ioClock.slot(() => this.#sent());
    ioClock.onStop(() => this.#fallDeaf());
    ioClock.onStart((stoodCycles) => this.#hearAgain(stoodCycles));
    clock.onChange(() => this.#setReceive());
    const { UCSRA, UCSRB, rxCompleteInterrupt, dataRegisterEmptyInterrupt, txCompleteInterrupt } = usart0Config;
    const registers = { flagRegister: UCSRA, enableRegister: UCSRB };
    this.#rxc = { ...registers, address: rxCompleteInterrupt, flagMask: RXC, enableMask: 0x80, constant: true };
    this.#txc = { ...registers, address: txCompleteInterrupt, flagMask: TXC, enableMask: 0x40 };
    this.#udre = {
      ...registers,
      address: dataRegisterEmptyInterrupt,
      flagMask: UDRE,
      enableMask: 0x20,
      constant: true,
    };
    cpu.data[UCSRA] = UDRE;
    cpu.data[usart0Config.UCSRC] = 0x06;
    this.#receiver.ignoreUntil(clock.nowTicks);
    this.#hookStatus();
    this.#hookFormat();
    this.#hookData();
  }

  /** Takes notice of new frames on the line. */
  heard(): void {
    this.#rxPin.heard();
    this.#setReceive();
  }

  get bitCycles(): number {
    const { data } = this.#cpu;
    const { UBRRL, UBRRH, UCSRA } = usart0Config;
    const divisor = (((data[UBRRH] as number) & 0x0f) << 8) | (data[UBRRL] as number);
    return (divisor + 1) * (((data[UCSRA] as number) & U2X) !== 0 ? 8 : 16);
  }

  get #bitTicks(): number {
    return this.bitCycles * this.#sides.clock.division;
  }

  #has(bit: number): boolean {
    return ((this.#cpu.data[usart0Config.UCSRB] as number) & bit) !== 0;
  }

  #hookStatus(): void {
    const cpu = this.#cpu;
    const { UCSRA, UCSRB, UBRRL } = usart0Config;
    cpu.readHooks[UCSRA] = () => this.#status();
    cpu.writeHooks[UCSRA] = (value) => {
      cpu.data[UCSRA] = ((cpu.data[UCSRA] as number) & ~KEPT) | (value & KEPT);
      cpu.clearInterruptByFlag(this.#txc, value);
      return true;
    };
    cpu.writeHooks[UCSRB] = (value, old) => {
      if ((value & NINE_BITS) !== 0) throw lacking('nine data bits of the USART', 'Use eight data bits.');
      cpu.data[UCSRB] = value;
      if ((old & RXEN) !== (value & RXEN)) this.#switchReceiver((value & RXEN) !== 0);
      for (const interrupt of [this.#rxc, this.#udre, this.#txc]) cpu.updateInterruptEnable(interrupt, value);
      return true;
    };
    cpu.writeHooks[UBRRL] = (value) => {
      cpu.data[UBRRL] = value;
      this.#setReceive();
      return true;
    };
  }

  #hookFormat(): void {
    const cpu = this.#cpu;
    cpu.writeHooks[usart0Config.UCSRC] = (value) => {
      if ((value & FORMAT) !== FORMAT_8N) {
        const format = `frame format UCSR0C = 0x${value.toString(16).padStart(2, '0')} of the USART`;
        throw lacking(format, 'Use 8N1 or 8N2: eight data bits, no parity.');
      }
      cpu.data[usart0Config.UCSRC] = value;
      return true;
    };
  }

  #hookData(): void {
    const cpu = this.#cpu;
    cpu.readHooks[usart0Config.UDR] = () => {
      const byte = this.#receiver.head?.byte ?? 0;
      this.#receiver.take();
      if (this.#receiver.head === undefined) cpu.clearInterrupt(this.#rxc);
      return byte;
    };
    cpu.writeHooks[usart0Config.UDR] = (value) => {
      if (this.#has(TXEN)) this.#send(value);
      return true;
    };
  }

  #status(): number {
    const flags = (this.#cpu.data[usart0Config.UCSRA] as number) & ~(FE | DOR);
    const { head } = this.#receiver;
    return flags | (head?.framingError === true ? FE : 0) | (head?.overrun === true ? DOR : 0);
  }

  #switchReceiver(isOn: boolean): void {
    this.#receiver.ignoreUntil(this.#sides.clock.nowTicks);
    if (!isOn) {
      this.#receiver.clear();
      this.#cpu.clearInterrupt(this.#rxc);
    }
    this.#setReceive();
  }

  #setReceive(): void {
    const isDeaf = this.#sides.ioClock.isStopped;
    if (isDeaf || !this.#has(RXEN)) this.#receiver.ignoreUntil(this.#sides.clock.nowTicks);
    const hears = !isDeaf && this.#has(RXEN) && !this.#sides.wave.isEmpty;
    this.#rxTimer.set(hears ? this.#receiver.dueTicks(this.#bitTicks) : Number.POSITIVE_INFINITY);
  }

  /** The receiver samples nothing without its clock, so a frame that begins now is lost. */
  #fallDeaf(): void {
    this.#rxTimer.set(Number.POSITIVE_INFINITY);
    if (this.#isSending) this.#sides.onByteCut?.(this.#sides.clock.nowTicks);
  }

  #hearAgain(stoodCycles: number): void {
    this.#lastEndCycles += stoodCycles;
    this.#receiver.ignoreUntil(this.#sides.clock.nowTicks);
    this.#setReceive();
  }

  #received(): void {
    this.#receiver.finish(this.#bitTicks);
    this.#cpu.setInterruptFlag(this.#rxc);
    this.#setReceive();
  }

  /** Sends a byte. The shift register and the buffer hold one each. Further bytes are lost, as in the chip. */
  #send(byte: number): void {
    const cpu = this.#cpu;
    if (this.#waiting !== undefined) return;
    cpu.clearInterrupt(this.#txc);
    if (!this.#isSending) {
      this.#shift(byte, cpu.cycles);
      return;
    }
    this.#waiting = byte;
    cpu.clearInterrupt(this.#udre);
  }

  #shift(byte: number, startCycles: number): void {
    const { clock, onByte } = this.#sides;
    const isLong = ((this.#cpu.data[usart0Config.UCSRC] as number) & TWO_STOP_BITS) !== 0;
    const endCycles = startCycles + (isLong ? FRAME_BITS + 1 : FRAME_BITS) * this.bitCycles;
    this.#isSending = true;
    this.#lastEndCycles = endCycles;
    this.#txSlot.set(endCycles);
    onByte(byte, clock.ticksAt(startCycles), clock.ticksAt(endCycles));
  }

  #sent(): void {
    const cpu = this.#cpu;
    const byte = this.#waiting;
    this.#isSending = false;
    if (byte === undefined) {
      cpu.setInterruptFlag(this.#txc);
      return;
    }
    this.#waiting = undefined;
    // Starts at the end of the previous stop bit, even if the processor runs late.
    this.#shift(byte, this.#lastEndCycles);
    cpu.setInterruptFlag(this.#udre);
  }
}
