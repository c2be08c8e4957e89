import type { MotorLine } from './motor-line.ts';

/** The firmware's side of the battery: it reports its loads and receives the measured ERI level. */
export interface PowerPort {
  /** Draws for commanded motor steps, whether or not the rotor follows. */
  follow(line: MotorLine): void;
  /** Draws for an alarm tone. */
  sound(seconds: number): void;
  /** Draws for a telemetry session. */
  talk(): void;
  onEriLevel: (() => void) | undefined;
  onExhausted: (() => void) | undefined;
}
