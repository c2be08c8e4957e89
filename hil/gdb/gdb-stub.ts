import type { AvrCpu } from '../avr/cpu/avr-cpu.ts';
import type { CpuWatch } from '../avr/cpu/insight.ts';
import type { GdbLine } from './gdb-line.ts';
import { dataAddress, memoryText, registersText, registerText, writeSram } from './gdb-target.ts';
import { Watchpoints } from './watchpoints.ts';

/** Instructions between two looks for Ctrl-C of the debugger. */
const LOOK_INSTRUCTIONS = 4096;
const INTERRUPT = 0x03;
const PACKET_BYTES_MAX = 4096;
const STOPPED = 'S05';
const INTERRUPTED = 'S02';
const NO = 'E01';

/**
 * Serves GDB's remote protocol (GDB manual, appendix E) for one processor. The processor is held before its first
 * instruction until a debugger lets it go on.
 */
export class GdbStub implements CpuWatch {
  onReset: () => void = () => undefined;
  readonly #line: GdbLine;
  readonly #onLeft: () => void;
  /** Word addresses. */
  readonly #breakpoints = new Set<number>();
  readonly #watchpoints = new Watchpoints();
  #steps = true;
  #isFirst = true;
  /** True once a debugger has sent a packet. */
  #hasMet = false;
  #hasLeft = false;
  #untilLook = LOOK_INSTRUCTIONS;
  #received = '';

  /** `onLeft` is called when the debugger lets the run go on without it. */
  constructor(line: GdbLine, onLeft: () => void) {
    this.#line = line;
    this.#onLeft = onLeft;
  }

  before(cpu: AvrCpu): void {
    if (this.#hasLeft) return;
    if (this.#steps || this.#breakpoints.has(cpu.pc)) this.#hold(cpu, STOPPED);
    else {
      const stop = this.#watchpoints.stopBefore(cpu);
      if (stop !== undefined) this.#hold(cpu, `T05${stop}`);
      else if (--this.#untilLook <= 0) this.#look(cpu);
    }
  }

  #look(cpu: AvrCpu): void {
    this.#untilLook = LOOK_INSTRUCTIONS;
    const bytes = this.#line.poll();
    if (bytes === null) this.#leave();
    else if (bytes?.includes(INTERRUPT) === true) this.#hold(cpu, INTERRUPTED);
  }

  /** Answers packets until the debugger lets the processor go on. */
  #hold(cpu: AvrCpu, why: string): void {
    this.#steps = false;
    // A debugger that has just connected asks for the reason itself.
    if (!this.#isFirst) this.#send(why);
    this.#isFirst = false;
    for (let packet = this.#packet(); packet !== undefined; packet = this.#packet()) {
      if (packet === 'c' || packet === 's') {
        this.#steps = packet === 's';
        this.#watchpoints.renew(cpu);
        return;
      }
      const answer = this.#answer(cpu, packet);
      if (packet === 'k') break;
      this.#send(answer);
      if (packet.startsWith('D')) break;
    }
    this.#leave();
  }

  /** Lets the run go on without a debugger. No other one may connect. */
  #leave(): void {
    this.#hasLeft = true;
    this.#line.endListening();
    this.#onLeft();
  }

  #answer(cpu: AvrCpu, packet: string): string {
    const [kind, rest] = [packet[0], packet.slice(1)];
    if (kind === '?') return STOPPED;
    if (kind === 'g') return registersText(cpu);
    if (kind === 'p') return registerText(cpu, Number.parseInt(rest, 16)) ?? NO;
    if (kind === 'm') return memoryOf(cpu, rest);
    if (kind === 'M') return writtenTo(cpu, rest);
    if (kind === 'Z' || kind === 'z') return this.#point(cpu, kind === 'Z', rest);
    if (kind === 'H' || kind === 'D') return 'OK';
    if (packet.startsWith('qSupported')) return `PacketSize=${PACKET_BYTES_MAX.toString(16)}`;
    if (packet.startsWith('qAttached')) return '1';
    if (packet.startsWith('qRcmd,')) return this.#monitor(Buffer.from(packet.slice(6), 'hex').toString('latin1'));
    return '';
  }

  #monitor(command: string): string {
    if (command !== 'reset')
      return Buffer.from(`unknown command "${command}"; allowed: reset\n`, 'latin1').toString('hex');
    this.onReset();
    return 'OK';
  }

  /** Sets or clears a breakpoint in flash or a watchpoint of data space. */
  #point(cpu: AvrCpu, isSet: boolean, rest: string): string {
    const [kind = '', address = '', byteCount = ''] = rest.split(',');
    if (kind !== '0' && kind !== '1') return this.#watchpoint(cpu, isSet, kind, address, byteCount);
    const word = Number.parseInt(address, 16) >> 1;
    if (isSet) this.#breakpoints.add(word);
    else this.#breakpoints.delete(word);
    return 'OK';
  }

  /** An empty answer says that the kind is not supported. */
  #watchpoint(cpu: AvrCpu, isSet: boolean, kind: string, address: string, byteCount: string): string {
    const [at, count] = [dataAddress(Number.parseInt(address, 16)), Number.parseInt(byteCount, 16)];
    if (!'234'.includes(kind)) return '';
    if (at === undefined) return NO;
    if (isSet) return this.#watchpoints.set(cpu, kind, at, count) ? 'OK' : NO;
    this.#watchpoints.clear(kind, at, count);
    return 'OK';
  }

  /** Waits for the next packet; undefined once the debugger has left. */
  #packet(): string | undefined {
    for (;;) {
      const packet = this.#wholePacket();
      if (packet !== undefined) return packet;
      const isTooLong = this.#received.length > PACKET_BYTES_MAX;
      const bytes = isTooLong ? null : this.#line.read();
      if (bytes !== null) this.#received += Buffer.from(bytes).toString('latin1');
      else if (this.#hasMet) return undefined;
      // A client that is no debugger has come first. The next one may be a debugger.
      else this.#refuse(isTooLong);
    }
  }

  /** Takes the first packet from the received bytes; undefined without one whose checksum is right. */
  #wholePacket(): string | undefined {
    for (;;) {
      const found = /\$([^#]*)#([0-9a-fA-F]{2})/.exec(this.#received);
      if (found === null) return undefined;
      const [whole, packet = '', sum = ''] = found;
      this.#received = this.#received.slice(found.index + whole.length);
      const isRight = Number.parseInt(sum, 16) === sumOf(packet);
      this.#line.write(isRight ? '+' : '-');
      this.#hasMet ||= isRight;
      if (isRight) return packet;
    }
  }

  #refuse(isConnected: boolean): void {
    this.#received = '';
    if (isConnected) this.#line.dropClient();
  }

  #send(text: string): void {
    this.#line.write(`$${text}#${sumOf(text).toString(16).padStart(2, '0')}`);
  }
}

/** Returns the checksum of a packet. */
function sumOf(text: string): number {
  return [...text].reduce((total, letter) => (total + letter.charCodeAt(0)) & 0xff, 0);
}

function memoryOf(cpu: AvrCpu, rest: string): string {
  const [address = 0, byteCount = 0] = rest.split(',').map((part) => Number.parseInt(part, 16));
  return memoryText(cpu, address, Math.min(byteCount, PACKET_BYTES_MAX / 2)) ?? NO;
}

function writtenTo(cpu: AvrCpu, rest: string): string {
  const [place = '', content = ''] = rest.split(':');
  const address = Number.parseInt(place, 16);
  return writeSram(cpu, address, Buffer.from(content, 'hex')) ? 'OK' : NO;
}
