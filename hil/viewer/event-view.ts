import type { Namespace } from '../../firmware-sim/trace/signal.ts';
import type { Tone } from './lane-view.ts';

/** One event of a trace. */
export interface EventView {
  readonly atUs: number;
  /** Name in the trace: `pump.alarm`. */
  readonly name: string;
  readonly namespace: Namespace;
  /** The event in words. */
  readonly text: string;
  readonly tone: Tone;
}

/** One entry of the pump's event log. */
export interface LogLineView {
  readonly number: number;
  /** Pump time at which the firmware wrote it. */
  readonly atUs: number;
  /** The pump's own stamp; null if the pump stamps no entry. */
  readonly stamp: string | null;
  readonly entry: string;
}

/** One line on the wire to the rig, or an event of it. */
export interface WireLineView {
  readonly atUs: number;
  /** Time of the board; null if it is not known. */
  readonly boardUs: number | null;
  readonly direction: 'to rig' | 'from rig' | 'event';
  readonly text: string;
  readonly isFault: boolean;
}
