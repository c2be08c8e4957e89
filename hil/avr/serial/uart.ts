import { usart0Config } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { SlotNumber } from '../cpu/cycle-queue.ts';
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
const FRAME_BITS = 10;

/** Receives each sent byte with the start and the end of its frame. */
export type ByteLeaves = (byte: number, startCycles: number, endCycles: number) => void;

/** USART in 8N1 (data sheet 20). Bytes take line time. Framing and overrun errors occur. */
export class Uart {
  readonly #cpu: AvrCpu;
  readonly #onByte: ByteLeaves;
  readonly #wave: SerialWave;
  readonly #receiver: UartReceiver;
  readonly #rxSlot: SlotNumber;
  readonly #txSlot: SlotNumber;
  readonly #rxc: AvrInterrupt;
  readonly #udre: AvrInterrupt;
  readonly #txc: AvrInterrupt;
  #waiting: number | undefined;
  #isSending = false;
  #lastEndCycles = 0;

  constructor(cpu: AvrCpu, wave: SerialWave, onByte: ByteLeaves) {
    this.#cpu = cpu;
    this.#wave = wave;
    this.#onByte = onByte;
    this.#receiver = new UartReceiver(wave);
    this.#rxSlot = cpu.queue.slot(() => this.#received());
    this.#txSlot = cpu.queue.slot(() => this.#sent());
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
    this.#receiver.ignoreUntil(cpu.cycles);
    this.#hookStatus();
    this.#hookData();
  }

  /** Takes notice of new frames on the line. */
  heard(): void {
    this.#setReceive();
  }

  get bitCycles(): number {
    const { data } = this.#cpu;
    const { UBRRL, UBRRH, UCSRA } = usart0Config;
    const divisor = (((data[UBRRH] as number) & 0x0f) << 8) | (data[UBRRL] as number);
    return (divisor + 1) * (((data[UCSRA] as number) & U2X) !== 0 ? 8 : 16);
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
    this.#receiver.ignoreUntil(this.#cpu.cycles);
    if (!isOn) {
      this.#receiver.clear();
      this.#cpu.clearInterrupt(this.#rxc);
    }
    this.#setReceive();
  }

  #setReceive(): void {
    const { queue } = this.#cpu;
    if (!this.#has(RXEN)) this.#receiver.ignoreUntil(this.#cpu.cycles);
    if (this.#has(RXEN) && !this.#wave.isEmpty) queue.set(this.#rxSlot, this.#receiver.dueCycles(this.bitCycles));
    else queue.clear(this.#rxSlot);
  }

  #received(): void {
    this.#receiver.finish(this.bitCycles);
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
    const endCycles = startCycles + FRAME_BITS * this.bitCycles;
    this.#isSending = true;
    this.#lastEndCycles = endCycles;
    this.#cpu.queue.set(this.#txSlot, endCycles);
    this.#onByte(byte, startCycles, endCycles);
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
