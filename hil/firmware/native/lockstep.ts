/** Version of the messages between bench and program. `hal_native.c` describes them; both files change together. */
export const LOCKSTEP_VERSION = 1;

/** Number for a time that never comes. */
const NEVER = 0xffff_ffff_ffff_ffffn;
const UINT32_MAX = 0xffff_ffff;

/** Messages to the program, collected until the next grant sends them all at once. */
export class LockstepWriter {
  #bytes = Buffer.alloc(1024);
  #length = 0;

  begin(nowUs: number, cause: number, batteryMv: number): void {
    this.#kind('B');
    this.#number(LOCKSTEP_VERSION, 1);
    this.#time(nowUs);
    this.#number(cause, 1);
    this.#number(batteryMv, 2);
  }

  receive(bytes: Uint8Array, atUs: number): void {
    this.#kind('R');
    this.#time(atUs);
    this.#number(bytes.length, 2);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  sense(atUs: number): void {
    this.#kind('S');
    this.#time(atUs);
  }

  battery(mv: number, atUs: number): void {
    this.#kind('V');
    this.#time(atUs);
    this.#number(mv, 2);
  }

  grant(limitUs: number, followedSteps: number, senseDelayUs: number, batteryMv: number): void {
    this.#kind('G');
    this.#time(limitUs);
    this.#number(Math.min(followedSteps, UINT32_MAX), 4);
    this.#number(senseDelayUs, 4);
    this.#number(batteryMv, 2);
  }

  quit(): void {
    this.#kind('Q');
  }

  /** Answers a read of the memory. */
  memory(bytes: Uint8Array): void {
    this.#kind('M');
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Answers a write of the memory. */
  stored(): void {
    this.#kind('K');
  }

  /** Returns the collected messages and forgets them. They are valid until the next call. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #kind(letter: string): void {
    this.#number(letter.charCodeAt(0), 1);
  }

  #number(value: number, byteCount: number): void {
    this.#reserve(byteCount);
    this.#length = this.#bytes.writeUIntLE(value, this.#length, byteCount);
  }

  #time(atUs: number): void {
    this.#reserve(8);
    const isNever = atUs === Number.POSITIVE_INFINITY;
    this.#length = this.#bytes.writeBigUInt64LE(isNever ? NEVER : BigInt(atUs), this.#length);
  }

  #reserve(byteCount: number): void {
    if (this.#length + byteCount <= this.#bytes.length) return;
    const larger = Buffer.alloc(2 * (this.#length + byteCount));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Source of the program's bytes. */
export interface LockstepBytes {
  /** Reads at least `byteCount` bytes more, or throws the failure of the program. */
  read(byteCount: number): Buffer;
}

/** Reads numbers of the program's messages. */
export class LockstepReader {
  readonly #source: LockstepBytes;

  constructor(source: LockstepBytes) {
    this.#source = source;
  }

  kind(): string {
    return String.fromCharCode(this.number(1));
  }

  number(byteCount: number): number {
    return this.#source.read(byteCount).readUIntLE(0, byteCount);
  }

  /** Infinity for a time that never comes. */
  time(): number {
    const value = this.#source.read(8).readBigUInt64LE(0);
    return value === NEVER ? Number.POSITIVE_INFINITY : Number(value);
  }

  bytes(byteCount: number): Uint8Array {
    return Uint8Array.from(this.#source.read(byteCount));
  }
}
