/**
 * Effects of a firmware under test on the pump. It calls them inside `advance` only, in the order in which they happen.
 * All times are pump time in whole microseconds. None precedes the last effect, or exceeds the limit of the grant. The
 * body takes the effects after `advance` has returned, so no effect calls back into the firmware.
 */
export interface PumpPins {
  /**
   * Makes `count` motor steps: the first at `firstUs`, further ones every `periodUs`. Two steps are one turn of the two-pole
   * motor, which has one direction.
   * @param count Whole number of steps, at least 1. A hosted firmware may report 64 or more steps at once.
   * @param periodUs Time between two steps, at least 1 us. Absent for one step.
   */
  step(firstUs: number, count: number, periodUs?: number): void;
  /** Energises the coils, or switches them off. They are off after `begin`. A step without current is a failure. */
  energise(isOn: boolean, atUs: number): void;
  /** Sounds the piezo at a frequency; 0 makes it silent. */
  tone(hertz: number, atUs: number): void;
  /**
   * Sends telemetry bytes to the programmer. The last one arrives at `atUs`. It ends the grant: the firmware may still act at
   * this time, and `advance` returns before time moves on, because the programmer may reply at once.
   */
  send(bytes: Uint8Array, atUs: number): void;
  /** Returns the voltage in mV that the firmware would measure at its supply now. */
  batteryMv(): number;
}

/** Permission to run. */
export interface Grant {
  /**
   * Last pump time in us at which the firmware may act. Nothing else happens in the pump up to it. The firmware may act at
   * this very time; the caller leaves out the time at which another event comes first.
   */
  readonly limitUs: number;
  /**
   * Number of steps from now that the shaft surely follows. The hosted side raises SENSE for each of them by itself. The
   * first step beyond them ends the grant at the time of the step, and the caller raises SENSE if the shaft follows it.
   */
  readonly followedSteps: number;
  /**
   * Delay in us from a followed step to its SENSE, above 0. Constant during a run. A pulse may come after the end of the
   * grant; the hosted side keeps it. If a pulse and a timer of the firmware are due at one time, the timer wakes it first.
   */
  readonly senseDelayUs: number;
}

/** Point at which a firmware stopped. */
export interface Rest {
  /** Pump time in us that it has reached: of its last instruction before it slept, or of the step or `send` that ended the grant. */
  readonly reachedUs: number;
  /**
   * Pump time in us at which it wants to run again: `reachedUs` if a step ended the grant, otherwise the time to which it
   * sleeps (later than `limitUs` unless a `send` ended the grant), Infinity if it sleeps until an input. SENSE pulses that the hosted side still has to raise are included.
   */
  readonly wakeUs: number;
}

/** Cause of a start, as an MCU keeps it in its reset flags. */
export type ResetCause = 'power' | 'external' | 'brown-out' | 'watchdog';

/** Point within a write of the non-volatile memory at which the power fails. */
export interface PowerCutAt {
  /** Number of the written byte, counted from now: 1 for the next one. */
  readonly writeNumber: number;
  /**
   * Time after the start of this byte's write. An EEPROM takes 3.4 ms for a byte, and the byte holds a mixture of old and new
   * bits within that time. A native firmware writes without time: its byte is torn as if the time had passed.
   */
  readonly afterUs: number;
  /** Time without power. The firmware then starts anew, with the torn memory. */
  readonly offUs: number;
  /** Seed of the bits of the torn byte. */
  readonly seed: number;
}

/** What a program on a chip needed during a run. */
export interface FirmwareUse {
  readonly flashBytes: number;
  /** Static RAM; undefined for a hex file, which does not tell it. */
  readonly ramBytes: number | undefined;
  readonly deepestStackBytes: number;
  /** Time awake over the whole time. */
  readonly awakeShare: number;
  readonly watchdogResetCount: number;
}

/** Name and content of a firmware under test, for reports and trace headers. */
export interface FirmwareIdentity {
  readonly name: string;
  readonly kind: 'native' | 'emulated';
  /** SHA-256 of the binary, in hex. */
  readonly hash: string;
}

/**
 * A firmware in the pump's place. Synchronous: each call returns at the pump time at which the firmware sleeps. Throws
 * `HilError` with fault `firmware` if the firmware crashes, hangs, exits or breaks the protocol.
 */
export interface HostedFirmware {
  readonly identity: FirmwareIdentity;
  /** Place of the program, as a predicate of its chip: `awake at 0x00b2 (main)`. Absent without a chip. */
  readonly place?: string | undefined;
  /** Use of the chip so far. Absent for a firmware without a chip. */
  readonly use?: FirmwareUse | undefined;
  /** Starts the firmware. A second call restarts it; its non-volatile memory keeps its content. */
  begin(pins: PumpPins, nowUs: number, cause: ResetCause): void;
  /**
   * Runs the firmware until it sleeps beyond `grant.limitUs`, or until a step beyond `grant.followedSteps` or a `send` ends
   * the grant.
   * Time never goes back: an effect before the last one is a failure of the firmware.
   */
  advance(grant: Grant): Rest;
  /**
   * Delivers telemetry bytes, all of them at `atUs`. As for the other inputs, `atUs` is between the last `reachedUs` and
   * `wakeUs`. The input wakes the firmware at this time, and the next `advance` runs it.
   */
  receive(bytes: Uint8Array, atUs: number): void;
  /** Raises SENSE for one followed step, which the last grant did not cover. */
  sense(atUs: number): void;
  /** Changes the voltage of the supply, in mV. */
  battery(mv: number, atUs: number): void;
  /**
   * Arms a failure of the power within a write of the non-volatile memory. The hosted side carries it out by itself: the coils
   * go off, the memory is torn, and the firmware starts again. A second call replaces a failure that has not come. Absent: the
   * memory of the firmware cannot be torn.
   */
  cutPower?(at: PowerCutAt): void;
  /** Ends the firmware and frees its resources. A second call has no effect. */
  close(): Promise<void>;
}
