import { HilError } from '../../base/hil-error.ts';
import type {
  FirmwareIdentity,
  Grant,
  HostedFirmware,
  PowerCutAt,
  PumpPins,
  ResetCause,
  Rest,
} from '../hosted-firmware.ts';
import { ChildWatchdog } from './child-watchdog.ts';
import { latestCalls, latestCallUs } from './latest-calls.ts';
import { LOCKSTEP_VERSION, LockstepReader, LockstepWriter } from './lockstep.ts';
import { type NativeEnd, NativeProcess } from './native-process.ts';
import { NonVolatileMemory } from './non-volatile-memory.ts';

/** Bits of `hal_reset_cause`, as in MCUSR of an ATmega328P. */
const CAUSES: Readonly<Record<ResetCause, number>> = { power: 1, external: 2, 'brown-out': 4, watchdog: 8 };

/** Reasons for which `hal_native.c` ends a program. */
const WHY: Readonly<Record<number, readonly [code: string, what: string]>> = {
  1: ['FIRMWARE_NEVER_SLEEPS', 'called its hardware 100000 times without letting time pass; allowed: a sleep'],
  2: ['FIRMWARE_DEAF', 'left more than 4096 telemetry bytes unread; allowed: to read them when they wake it'],
  3: ['FIRMWARE_FLOODS', 'sent more than 32768 telemetry bytes in one call'],
};
const EXIT_OF_SANITIZER = 'ended with exit status 99';
const NEVER = Number.POSITIVE_INFINITY;

export interface NativeOptions {
  readonly path: string;
  readonly name: string;
  /** SHA-256 of the program, in hex. */
  readonly hash: string;
  readonly nonVolatileBytes: number;
}

/** The user's firmware, compiled for this machine with `hal_native.c`, as a program that runs in lockstep with the pump. */
export class NativeFirmware implements HostedFirmware {
  readonly identity: FirmwareIdentity;
  readonly memory: NonVolatileMemory;
  readonly #path: string;
  readonly #watchdog = new ChildWatchdog();
  readonly #writer = new LockstepWriter();
  #process: NativeProcess | undefined;
  readonly #ended: NativeProcess[] = [];
  #pins: PumpPins | undefined;
  #hasAnswered = false;
  #reachedUs = 0;
  /** Pump time at which the power returns after a cut. */
  #powerBackUs = NEVER;
  #isClosed = false;

  constructor({ path, name, hash, nonVolatileBytes }: NativeOptions) {
    this.#path = path;
    this.identity = { name, kind: 'native', hash };
    this.memory = new NonVolatileMemory(nonVolatileBytes);
  }

  /** Number of the running process; undefined while none runs. */
  get processId(): number | undefined {
    return this.#process?.pid;
  }

  begin(pins: PumpPins, nowUs: number, cause: ResetCause): void {
    this.#pins = pins;
    this.#reachedUs = Math.max(this.#reachedUs, nowUs);
    this.#drop();
    this.#start(cause);
  }

  /** Cuts the power within a write of the memory. It returns after a while, and the program starts with the torn memory. */
  cutPower(at: PowerCutAt): void {
    this.memory.arm(at);
  }

  advance({ limitUs, followedSteps, senseDelayUs }: Grant): Rest {
    if (this.#process === undefined) {
      if (this.#powerBackUs > limitUs) return { reachedUs: this.#reachedUs, wakeUs: this.#powerBackUs };
      this.#reachedUs = Math.max(this.#reachedUs, this.#powerBackUs);
      this.#start('power');
    }
    this.#writer.grant(limitUs, followedSteps, senseDelayUs, Math.round(this.#mustPins().batteryMv()));
    this.#send();
    return this.#untilRest();
  }

  receive(bytes: Uint8Array, atUs: number): void {
    this.#reachedUs = atUs;
    if (this.#process !== undefined) this.#writer.receive(bytes, atUs);
  }

  sense(atUs: number): void {
    this.#reachedUs = atUs;
    if (this.#process !== undefined) this.#writer.sense(atUs);
  }

  battery(mv: number, atUs: number): void {
    this.#reachedUs = atUs;
    if (this.#process !== undefined) this.#writer.battery(Math.round(mv), atUs);
  }

  /** Ends the program by its own exit. Throws its failure if a sanitizer then reports, or if it does not end well. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const process = this.#process;
    this.#process = undefined;
    let failure: HilError | undefined;
    if (process !== undefined) {
      const end = await process.end(this.#asksToQuit(process));
      if (!end.isClean) failure = this.#endFailure(end, process);
      process.free();
    }
    for (const one of this.#ended) {
      await one.end(false);
      one.free();
    }
    await this.#watchdog.end();
    if (failure !== undefined) throw failure;
  }

  #asksToQuit(process: NativeProcess): boolean {
    this.#writer.take();
    this.#writer.quit();
    try {
      process.write(this.#writer.take());
      return true;
    } catch (error) {
      if (error instanceof HilError) return true;
      throw error;
    }
  }

  #start(cause: ResetCause): void {
    this.#powerBackUs = NEVER;
    this.#hasAnswered = false;
    const process: NativeProcess = new NativeProcess(this.#path, this.#watchdog, (end) => {
      this.#process = undefined;
      this.#ended.push(process);
      return this.#endFailure(end, process);
    });
    this.#process = process;
    this.#writer.take();
    this.#writer.begin(this.#reachedUs, CAUSES[cause], Math.round(this.#mustPins().batteryMv()));
  }

  /** Ends the program at once, as a loss of power does. */
  #drop(): void {
    if (this.#process === undefined) return;
    this.#watchdog.release();
    this.#ended.push(this.#process);
    void this.#process.end(false);
    this.#process = undefined;
    this.#writer.take();
  }

  #send(): void {
    this.#process?.write(this.#writer.take());
  }

  #untilRest(): Rest {
    const process = this.#process;
    if (process === undefined) throw new Error('the firmware has not begun');
    const reader = new LockstepReader(process);
    if (!this.#hasAnswered) this.#meet(reader);
    for (;;) {
      const kind = reader.kind();
      if (kind === 'z') return this.#rest(reader);
      if (this.#take(kind, reader)) continue;
      if (this.#process === undefined) return { reachedUs: this.#reachedUs, wakeUs: this.#powerBackUs };
    }
  }

  #rest(reader: LockstepReader): Rest {
    const [reachedUs, wakeUs] = [reader.time(), reader.time()];
    this.#reachedUs = this.#later(reachedUs);
    return { reachedUs, wakeUs };
  }

  /** Takes one message. Returns false if the power failed in it. */
  #take(kind: string, reader: LockstepReader): boolean {
    const pins = this.#mustPins();
    if (kind === 's') {
      const [firstUs, count, periodUs] = [reader.time(), reader.number(4), reader.time()];
      pins.step(this.#later(firstUs), count, count > 1 ? periodUs : undefined);
      this.#reachedUs = firstUs + (count - 1) * (count > 1 ? periodUs : 0);
    } else if (kind === 'e') {
      const atUs = this.#later(reader.time());
      pins.energise(reader.number(1) === 1, atUs);
    } else if (kind === 't') {
      const atUs = this.#later(reader.time());
      pins.tone(reader.number(2), atUs);
    } else if (kind === 'd') {
      const atUs = this.#later(reader.time());
      pins.send(reader.bytes(reader.number(2)), atUs);
    } else return this.#takeMemory(kind, reader);
    return true;
  }

  #takeMemory(kind: string, reader: LockstepReader): boolean {
    if (kind === 'r') {
      const [address, count] = this.#range(reader, 'reads');
      this.#writer.memory(this.memory.bytes.subarray(address, address + count));
    } else if (kind === 'w') {
      const [address, count] = this.#range(reader, 'writes');
      const cut = this.memory.write(address, reader.bytes(count));
      if (cut !== undefined) {
        this.#powerBackUs = this.#reachedUs + cut.offUs;
        this.#mustPins().energise(false, this.#reachedUs);
        this.#mustPins().tone(0, this.#reachedUs);
        this.#drop();
        return false;
      }
      this.#writer.stored();
    } else if (kind === 'x') {
      const [code, what] = WHY[reader.number(1)] ?? ['FIRMWARE_ENDED', 'ended by itself'];
      throw this.#failure(code, what);
    } else throw this.#failure('FIRMWARE_BABBLES', `sent an unknown message "${kind}" to the bench`, remedy);
    this.#send();
    return true;
  }

  #range(reader: LockstepReader, does: string): readonly [address: number, count: number] {
    this.#later(reader.time());
    const [address, count] = [reader.number(2), reader.number(2)];
    const size = this.memory.bytes.length;
    if (address + count <= size) return [address, count];
    const what = `${does} bytes ${address} to ${address + count - 1} of its non-volatile memory; allowed: 0 to ${size - 1}`;
    throw this.#failure('FIRMWARE_MEMORY', what, 'The key `nonVolatileBytes` of firmware.json sets its size.');
  }

  /** Reads the version of the program's messages. */
  #meet(reader: LockstepReader): void {
    const kind = reader.kind();
    if (kind !== 'b')
      throw this.#failure('FIRMWARE_BABBLES', 'does not speak to the bench as hal_native.c does', remedy);
    const version = reader.number(1);
    if (version !== LOCKSTEP_VERSION) {
      const what = `was compiled with version "${version}" of hal_native.c; allowed: ${LOCKSTEP_VERSION}, that of this bench`;
      throw this.#failure('FIRMWARE_VERSION', what, remedy);
    }
    this.#hasAnswered = true;
  }

  /** Returns a time of the program, unless it lies before one that it has reached. */
  #later(atUs: number): number {
    if (atUs >= this.#reachedUs) {
      this.#reachedUs = atUs;
      return atUs;
    }
    const what = `ran its clock backwards, from ${this.#reachedUs} us to ${atUs} us`;
    throw this.#failure('FIRMWARE_TIME_BACKWARDS', what);
  }

  #endFailure(end: NativeEnd, process: NativeProcess): HilError {
    if (end.killed === 'interrupted hang') return this.#interrupted(process);
    if (end.killed === 'hang') return this.#failure('FIRMWARE_HANGS', end.says, HANG_HINT, process);
    if (end.says === EXIT_OF_SANITIZER && process.hasSanitizerReport)
      return this.#failure('FIRMWARE_SANITIZER', 'was ended by the report of a sanitizer', undefined, process);
    if (this.#hasAnswered) return this.#failure('FIRMWARE_ENDED', end.says, end.hint, process);
    return this.#failure('FIRMWARE_ENDED', `${end.says} before its first call of pump_hal.h`, NO_CALL_HINT, process);
  }

  /** Makes the failure of a run that the user interrupts while the program hangs. It is no verdict on the firmware. */
  #interrupted(process: NativeProcess): HilError {
    const { message, lastLines, stderrLines } = this.#failure('FIRMWARE_HANGS', 'gave no answer', undefined, process);
    return new HilError('INTERRUPTED', 'usage', `Interrupted: ${message}`, { lastLines, stderrLines });
  }

  /** Makes the failure, and ends a program that runs on. */
  #failure(code: string, what: string, hint?: string, process = this.#process): HilError {
    const calls = process?.callFile;
    const atUs = Math.max(this.#reachedUs, (calls && latestCallUs(calls)) ?? 0);
    const message = `The firmware "${this.identity.name}" ${what}. Pump time ${atUs} us.`;
    const lastLines = calls === undefined ? [] : latestCalls(calls);
    const failure = new HilError(code, 'firmware', message, {
      lastLines,
      stderrLines: process?.stderrLines ?? [],
      hint,
    });
    this.#drop();
    return failure;
  }

  #mustPins(): PumpPins {
    if (this.#pins === undefined) throw new Error('the firmware has not begun');
    return this.#pins;
  }
}

const HANG_HINT =
  'It calculates without a call of pump_hal.h, or waits for something that only pump_hal.h can bring; a debugger that holds it stops the count.';
const NO_CALL_HINT =
  'A firmware is compiled for this machine together with hal_native.c, calls pump_hal.h and never returns from `main`.';
const remedy = 'Compile the firmware with the hal_native.c of this version of Rollerloop.';
