import type { MotorLine } from './motor-line.ts';

/** Slip statement of the slip sensor on the motor shaft. The firmware receives it. It is true at `atUs`. */
export interface SlipStatement {
  readonly atUs: number;
  /** Commanded step from which the statement applies. The shaft follows the steps after it, or misses them. */
  readonly atSteps: number;
  readonly follows: boolean;
}

/**
 * The firmware's side of the motor, in pump time and motor steps. Commands return nothing. Slip statements report the
 * result.
 */
export interface MotorPort {
  follow(line: MotorLine): void;
  onShaft: ((statement: SlipStatement) => void) | undefined;
}
