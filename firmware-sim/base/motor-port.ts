import type { MotorLine } from './motor-line.ts';

/** Slip statement: what the slip sensor on the motor shaft reports to the firmware, true at `atUs`. */
export interface SlipStatement {
  readonly atUs: number;
  /** Commanded step count from which the statement holds: the shaft follows the steps after it, or misses them. */
  readonly atSteps: number;
  readonly follows: boolean;
}

/** The firmware's side of the motor, in pump time and motor steps. Commands return nothing; slip statements report the result. */
export interface MotorPort {
  follow(line: MotorLine): void;
  onShaft: ((statement: SlipStatement) => void) | undefined;
}
