import type { MotorLine } from './motor-line.ts';

/** What the slip sensor on the motor shaft tells, true at `atUs`. */
export interface SlipStatement {
  readonly atUs: number;
  /** Commanded step count from which the statement holds: steps after it are followed, or missed. */
  readonly atSteps: number;
  readonly follows: boolean;
}

/** The firmware's side of the motor, in pump time and motor steps. Commands return nothing; what became of them is reported. */
export interface MotorPort {
  follow(line: MotorLine): void;
  onShaft: ((statement: SlipStatement) => void) | undefined;
}
