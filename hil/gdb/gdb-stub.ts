import type { AvrCpu } from '../avr/cpu/avr-cpu.ts';
import type { CpuWatch } from '../avr/cpu/insight.ts';
import type { GdbLine } from './gdb-line.ts';
import { memoryText, registersText, registerText, writeSram } from './gdb-target.ts';

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
  /** Word addresses. */
  readonly #breakpoints = new Set<number>();
  #steps = true;
  #isFirst = true;
  #hasLeft = false;
  #untilLook = LOOK_INSTRUCTIONS;
  #received = '';

  constructor(line: GdbLine) {
    this.#line = line;
  }

  before(cpu: AvrCpu): void {
    if (this.#hasLeft) return;
    if (this.#steps || this.#breakpoints.has(cpu.pc)) this.#hold(cpu, STOPPED);
    else if (--this.#untilLook <= 0) this.#look(cpu);
  }

  #look(cpu: AvrCpu): void {
    this.#untilLook = LOOK_INSTRUCTIONS;
    const bytes = this.#line.poll();
    if (bytes === null) this.#hasLeft = true;
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
        return;
      }
      const answer = this.#answer(cpu, packet);
      if (packet === 'k') break;
      this.#send(answer);
      if (packet.startsWith('D')) break;
    }
    this.#hasLeft = true;
  }

  #answer(cpu: AvrCpu, packet: string): string {
    const [kind, rest] = [packet[0], packet.slice(1)];
    if (kind === '?') return STOPPED;
    if (kind === 'g') return registersText(cpu);
    if (kind === 'p') return registerText(cpu, Number.parseInt(rest, 16)) ?? NO;
    if (kind === 'm') return memoryOf(cpu, rest);
    if (kind === 'M') return writtenTo(cpu, rest);
    if (kind === 'Z' || kind === 'z') return this.#breakpoint(kind === 'Z', rest);
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

  /** Sets or clears a breakpoint in flash. An empty answer says that the kind is not supported. */
  #breakpoint(isSet: boolean, rest: string): string {
    const [kind, address = ''] = rest.split(',');
    if (kind !== '0' && kind !== '1') return '';
    const word = Number.parseInt(address, 16) >> 1;
    if (isSet) this.#breakpoints.add(word);
    else this.#breakpoints.delete(word);
    return 'OK';
  }

  /** Waits for the next packet; undefined once the debugger has left. */
  #packet(): string | undefined {
    for (;;) {
      const found = /\$([^#]*)#[0-9a-fA-F]{2}/.exec(this.#received);
      if (found !== null) {
        this.#received = this.#received.slice(found.index + found[0].length);
        this.#line.write('+');
        return found[1];
      }
      const bytes = this.#line.read();
      if (bytes === null || this.#received.length > PACKET_BYTES_MAX) return undefined;
      this.#received += Buffer.from(bytes).toString('latin1');
    }
  }

  #send(text: string): void {
    const sum = [...text].reduce((total, letter) => (total + letter.charCodeAt(0)) & 0xff, 0);
    this.#line.write(`$${text}#${sum.toString(16).padStart(2, '0')}`);
  }
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
