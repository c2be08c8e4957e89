import type { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import type { Pump } from '../../firmware-sim/pump.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { HilError } from '../base/hil-error.ts';
import type { BoardIdentity } from './board-identity.ts';

/** What a rig said of itself; goes into the header of every trace. */
export interface RigIdentity {
  readonly name: string;
  /** What answers: a plant in process, our own board in TypeScript, or what a board's banner says. */
  readonly made: string;
  readonly unitNumber?: number;
  /** What tells this board from others; absent where no board answers. */
  readonly board?: BoardIdentity;
  readonly tableHash?: string;
  /** Which means stands in for a magnet on this rig. */
  readonly magnet: string;
  /** Slip quantum + encoder residual + backlash: a limit finer than this cannot be decided here. */
  readonly resolutionDeg: number;
  readonly time: 'virtual' | 'wall';
}

/** Fastest pace of a run whose field comes from a sensor: the board holds within 25 ms, whatever the pace. */
export const SENSED_SPEED_MAX = 10;

/** How a run takes its field from the rig's own sensor. */
export interface SensedField {
  /** Field at the pump for one at the sensor. */
  readonly scaleRatio: number;
}

/** What a rig works on during a run. */
export interface RigLife {
  readonly pump: Pump;
  readonly pumpClock: VirtualClock;
  readonly trace: Trace;
  /** The field comes from the rig's own sensor. */
  readonly sensed?: SensedField;
  /** What the shaft misses is the pump's loss, and no failure of the rig. */
  readonly allowsSlip?: boolean;
}

/**
 * One contract, whatever turns. Synchronous: the driver asks `busy` and lets board time go on while it holds.
 * Requests that fail are kept in `failure`; the driver ends the run with it.
 */
export interface Rig {
  readonly identity: RigIdentity;
  /** A request or a segment is under way: board time runs, pump time stands. */
  readonly busy: boolean;
  readonly failure: HilError | undefined;
  /** A real line of which it is known when it is empty; time stands still while it holds bytes. */
  readonly line: { readonly inFlightBytes: number; quiet(): Promise<void> } | undefined;
  /** How far the shaft can have run on after a sensed field had crossed its threshold, at most; 0 where none is sensed. */
  readonly overrunDeg: number;
  /** The pump whose motor this rig turns, from now on. Throws `HilError` where the rig has no sensor and one is asked for. */
  attach(life: RigLife): void;
  /** Pump time is about to go to `limitUs`: the steps due until then are played, as far as one segment reaches. */
  prepare(limitUs: number): void;
  /** Pump seconds per board second, or `auto`: as fast as the rig turns. */
  setSpeed(speed: Speed): void;
  /** At the end of a run: compares the shaft with the plant's rotor, whatever it turned since; `busy` until it is known. */
  confirm(): void;
  /** Ends all motion; `busy` until the rig has said so. */
  halt(): void;
  /** Counters of the line and the like, into the trace; once, at the end. */
  report(): void;
  close(): Promise<void>;
}

export type Speed = number | 'auto';
