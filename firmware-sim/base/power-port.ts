import type { MotorLine } from './motor-line.ts';

/** The firmware's side of the battery. It reports loads and receives the ERI level. */
export interface PowerPort {
  /** Draws charge for commanded motor steps, whether or not the rotor follows. */
  follow(line: MotorLine): void;
  /** Adds steps to the present course. The mean load stays. */
  extend(line: MotorLine): void;
  /** Draws charge for an alarm tone. */
  sound(seconds: number): void;
  /** Draws charge for a telemetry session. */
  talk(): void;
  onEriLevel: (() => void) | undefined;
  onExhausted: (() => void) | undefined;
}
