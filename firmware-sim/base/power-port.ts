import type { MotorLine } from './motor-line.ts';

/** The firmware's side of the battery: what it draws goes down, what it measures comes up. */
export interface PowerPort {
  /** Commanded motor steps draw, whether or not the rotor follows. */
  follow(line: MotorLine): void;
  /** An alarm sounds. */
  sound(seconds: number): void;
  /** A telemetry session. */
  talk(): void;
  onEriLevel: (() => void) | undefined;
  onExhausted: (() => void) | undefined;
}
