import type { MotorPort } from '../base/motor-port.ts';
import type { MagneticField } from './magnetic-field.ts';

/** Part that meters drug out of the reservoir: a roller head, two valves, or a throttle. The firmware counts in its steps. */
export interface Metering extends MotorPort {
  /** Called when the course of the metered volume changes. */
  onMotion: (() => void) | undefined;
  /** Writes the initial state into the trace; called once, when a run begins. */
  begin(): void;
  commandedSteps(timeUs?: number): number;
  /** Volume metered since the start, whether or not the reservoir held drug. */
  pumpedMl(timeUs?: number): number;
  /** Mean flow, mL a second. */
  readonly perSecondMl: number;
  /** Time at which it will have metered a volume; Infinity if its present course never gets there. */
  dueUsAtPumpedMl(volumeMl: number): number;
  /** Replaces the field. If the old field stopped the metering, it resumes after `restartDelayUs` at the earliest. */
  setField(field: MagneticField, restartDelayUs?: number): void;
  /** Sets the metered volume from now on to `ratio` times its nominal value; 0: it works, and nothing passes. */
  setRatio(ratio: number): void;
  /**
   * Strengths of a field in this direction at which its behaviour changes. Between the first two, if there are two, it also
   * depends on the strength itself.
   */
  fieldThresholdsMt(field: MagneticField): readonly number[];
}
