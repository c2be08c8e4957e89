import type { MotorPort } from '../base/motor-port.ts';
import type { MagneticField } from './magnetic-field.ts';

/**
 * Part that meters drug out of the reservoir: a roller head, two valves, or a throttle. The firmware counts in its
 * steps.
 */
export interface Metering extends MotorPort {
  /** Called when the course of the metered volume changes. */
  onMotion: (() => void) | undefined;
  /** Called when steps were added to the present course, and with them a volume whose time was unknown before. */
  onReached?: (() => void) | undefined;
  /** Writes the initial state into the trace. Called once, when a run begins. */
  begin(): void;
  commandedSteps(timeUs?: number): number;
  /** Volume metered since the start. It does not matter whether the reservoir held drug. */
  pumpedMl(timeUs?: number): number;
  /** Mean flow, in mL a second. */
  readonly perSecondMl: number;
  /** Returns the time at which it will have metered a volume; Infinity if its present course never reaches it. */
  dueUsAtPumpedMl(volumeMl: number): number;
  /** Asks for `onReached` at the next added step. */
  awaitStep?(): void;
  /** Replaces the field. If the old field stopped the metering, it resumes after `restartDelayUs` at the earliest. */
  setField(field: MagneticField, restartDelayUs?: number): void;
  /** Sets the metered volume from now on to `ratio` times its nominal value. 0: it works, and nothing passes. */
  setRatio(ratio: number): void;
  /**
   * Returns the strengths of a field in this direction at which the behaviour changes. Between the first two, if there
   * are two, the behaviour also depends on the strength itself.
   */
  fieldThresholdsMt(field: MagneticField): readonly number[];
}
