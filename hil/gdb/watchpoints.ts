import type { AvrCpu } from '../avr/cpu/avr-cpu.ts';
import { accessOf } from './memory-access.ts';

/** Kinds of watchpoints by their number in GDB's protocol, and the name of a stop at one. */
const KINDS = { 2: 'watch', 3: 'rwatch', 4: 'awatch' } as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];
/** A real chip has few; without a bound a mistyped range would slow each instruction down. */
const COUNT_MAX = 16;
const BYTES_MAX = 64;

interface Watchpoint {
  readonly kind: Kind;
  readonly address: number;
  readonly byteCount: number;
  /** Bytes at the latest look, to see a change by whatever instruction or interrupt made it. */
  seen: Uint8Array;
  isHit: boolean;
}

/** Watchpoints of data space. A stop comes before the instruction that follows the access. */
export class Watchpoints {
  readonly #all = new Map<string, Watchpoint>();

  /** Sets one. Returns false if the kind, the range or the number of watchpoints is not supported. */
  set(cpu: AvrCpu, kind: string, address: number, byteCount: number): boolean {
    const known = KINDS[kind as unknown as keyof typeof KINDS];
    const isInside = byteCount >= 1 && byteCount <= BYTES_MAX && address + byteCount <= cpu.data.length;
    const id = idOf(kind, address, byteCount);
    if (known === undefined || !isInside || (this.#all.size >= COUNT_MAX && !this.#all.has(id))) return false;
    const seen = cpu.data.slice(address, address + byteCount);
    this.#all.set(id, { kind: known, address, byteCount, seen, isHit: false });
    return true;
  }

  clear(kind: string, address: number, byteCount: number): void {
    this.#all.delete(idOf(kind, address, byteCount));
  }

  /** Takes the present values as seen, when the debugger lets the processor go on. It may have written memory. */
  renew(cpu: AvrCpu): void {
    for (const one of this.#all.values()) one.seen = cpu.data.slice(one.address, one.address + one.byteCount);
    this.#expect(cpu);
  }

  /** Looks before an instruction. Returns the stop by the one before it: `watch:100;`. */
  stopBefore(cpu: AvrCpu): string | undefined {
    if (this.#all.size === 0) return undefined;
    for (const one of this.#all.values()) if (one.isHit || hasChanged(one, cpu)) return stopText(one);
    this.#expect(cpu);
    return undefined;
  }

  /** Notes the watchpoints that the instruction to come hits. */
  #expect(cpu: AvrCpu): void {
    const access = this.#all.size === 0 ? undefined : accessOf(cpu);
    for (const one of this.#all.values()) {
      const isInside =
        access !== undefined && access.address >= one.address && access.address < one.address + one.byteCount;
      one.isHit = isInside && (one.kind === 'awatch' || access.isWrite === (one.kind === 'watch'));
    }
  }
}

function idOf(kind: string, address: number, byteCount: number): string {
  return `${kind} ${address} ${byteCount}`;
}

function stopText({ kind, address }: Watchpoint): string {
  return `${kind}:${(0x80_0000 + address).toString(16)};`;
}

/** Returns whether a watched value has changed. Only a read watchpoint ignores a change. */
function hasChanged({ kind, address, byteCount, seen }: Watchpoint, { data }: AvrCpu): boolean {
  if (kind === 'rwatch') return false;
  for (let index = 0; index < byteCount; index += 1) if (data[address + index] !== seen[index]) return true;
  return false;
}
