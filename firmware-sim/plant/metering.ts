import type { MotorPort } from '../base/motor-port.ts';
import type { MagneticField } from './magnetic-field.ts';

/** What meters drug out of the reservoir: a roller head, two valves, or a throttle. The firmware counts in its steps. */
export interface Metering extends MotorPort {
  /** Called whenever the metered volume takes another course. */
  onMotion: (() => void) | undefined;
  /** Writes how it stands; once, when a run begins. */
  begin(): void;
  commandedSteps(timeUs?: number): number;
  /** Volume metered since the start, whatever was there to be metered. */
  pumpedMl(timeUs?: number): number;
  /** Mean course of that volume, mL a second. */
  readonly perSecondMl: number;
  /** When it will have metered a volume; Infinity where its present course never gets there. */
  dueUsAtPumpedMl(volumeMl: number): number;
  /** The field changes now; what it stopped works again after `restartDelayUs` at the earliest. */
  setField(field: MagneticField, restartDelayUs?: number): void;
  /** From now on it meters `ratio` times its nominal volume; 0: it works, and nothing passes. */
  setRatio(ratio: number): void;
  /** Strengths of a field in this direction at which something changes. */
  fieldThresholdsMt(field: MagneticField): readonly number[];
}
