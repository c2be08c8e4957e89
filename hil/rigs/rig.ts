import type { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import type { PumpBody } from '../../firmware-sim/pump-body.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { HilError } from '../base/hil-error.ts';
import type { BoardIdentity } from './board-identity.ts';
import type { CountedDevice } from './lines/board-line.ts';

/** Identity of a rig, written into the header of every trace. */
export interface RigIdentity {
  readonly name: string;
  /** Equipment behind the name: the plant in this process, the simulated board, or the text of a board's banner. */
  readonly made: string;
  readonly unitNumber?: number;
  /** Identity of the board. Absent on a rig without a board. */
  readonly board?: BoardIdentity;
  readonly tableHash?: string;
  /** Means by which this rig replaces a magnet. */
  readonly magnet: string;
  /** Slip quantum + encoder residual + backlash: the error of true values on this rig. */
  readonly resolutionDeg: number;
  readonly time: 'virtual' | 'wall';
}

/** Fastest speed of a run with a sensed field, because the board needs up to 25 ms to hold at any speed. */
export const SENSED_SPEED_MAX = 10;

/** Options of a run with a sensed field. */
export interface SensedField {
  /** Ratio of the field at the pump to the field at the sensor. */
  readonly scaleRatio: number;
}

/** Parts that a rig uses during a run. */
export interface RigRun {
  readonly pump: PumpBody;
  readonly pumpClock: VirtualClock;
  readonly trace: Trace;
  /** Set if the field comes from the rig's own sensor. */
  readonly sensed?: SensedField;
  /** Receives each field of the sensor in mT as it acts on the pump; 0 when it ends. */
  readonly onSensed?: (fieldMt: number) => void;
  /** True if missed steps count as the pump's loss instead of a failure of the rig. */
  readonly allowsSlip?: boolean;
  /**
   * Angle from 0 to 360 deg at which the shaft stands ahead of its position before the first turn, once that turn has ended.
   * Undefined: where the shortest first turn ends.
   */
  readonly alignDeg?: number;
}

/**
 * Contract of every rig. It is synchronous: the driver polls `busy`, and advances board time while it is true.
 * `failure` keeps the first failed request, with which the driver ends the run.
 */
export interface Rig {
  readonly identity: RigIdentity;
  /** True while a request or a segment is pending. Board time then runs, and pump time stands. */
  readonly busy: boolean;
  /** Noun phrase for messages: the request or the motion that `busy` waits for. */
  readonly waitsFor: string;
  readonly failure: HilError | undefined;
  /** Undefined for a line that cannot hold bytes in flight. */
  readonly line: CountedDevice | undefined;
  /**
   * Largest angle that the shaft can have turned after a sensed field crossed its threshold. 0 without a sensed field.
   */
  readonly overrunDeg: number;
  /** Connects the rig to a pump. Throws `HilError` if a sensed field is requested and the rig has no sensor. */
  attach(run: RigRun): void;
  /** Plays the steps that are due before pump time `limitUs`, up to the length of one segment. */
  prepare(limitUs: number): void;
  /** Sets pump seconds per board second; `auto` means as fast as the rig turns. */
  setSpeed(speed: Speed): void;
  /**
   * Compares shaft and rotor at the end of a run, however little the shaft moved since the last comparison. `busy`
   * until the result is known.
   */
  confirm(): void;
  /** Ends all motion. `busy` until the rig confirms it. */
  halt(): void;
  /** Writes the counters of the line into the trace. Called once, at the end. */
  report(): void;
  close(): Promise<void>;
}

export type Speed = number | 'auto';
