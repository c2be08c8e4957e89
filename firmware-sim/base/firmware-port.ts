import type { Acceptance, Refused } from './refusal.ts';
import type { Alteration, Drug } from './therapy.ts';

/** Volume that was ordered up to now, and the mean flow that is ordered now. */
export interface OrderedVolume {
  readonly volumeMl: number;
  readonly perSecondMl: number;
}

/** A bolus of one roller study. */
export interface StudyBolus {
  readonly steps: number;
  readonly rateMlPerDay: number;
  /** Called after the last step, or when the bolus is cut short. */
  readonly onEnd: () => void;
}

/** The part of a refill that concerns the firmware, for a firmware that answers within the call. */
export interface RefillPort {
  interrogate(): void;
  /** Returns whether the firmware takes a new volume; after an interrogation, if one precedes. */
  isFree(afterInterrogation: boolean): boolean;
  /** Returns why the firmware would refuse this volume; undefined if it would not. */
  refusal(volumeMl: number): Refused | undefined;
  /** Programs the filled volume, and the drugs if they are new. */
  tell(volumeMl: number, drugs?: readonly Drug[]): Acceptance;
}

/**
 * Questions and effects of the surroundings on the firmware of a pump, whichever firmware it is. The model answers all
 * of them within the call. A foreign firmware leaves out what only the inside of a firmware could answer.
 */
export interface FirmwarePort {
  /**
   * Returns the volume that was ordered. The model counts the steps that it commanded, and those that it withheld. For a
   * foreign firmware the bench counts the orders that the firmware accepted, never the firmware's own steps.
   */
  ordered(): OrderedVolume;
  /** Returns the first commanded step at which the firmware may decide about a stall; Infinity if none is known. */
  decideAtSteps(): number;
  /** Returns the reservoir level that the firmware states; undefined if it has stated none. */
  calculatedMl(): number | undefined;
  /** Returns the mean programmed rate; 0 if none is programmed or known. */
  meanMlPerDay(): number;
  readonly refills?: RefillPort;
  /** Starts the bolus of a roller study, with an answer within the call. */
  startStudy?(bolus: StudyBolus): Acceptance;
  /** Begins or ends an interference with telemetry. */
  interfere?(isInterfered: boolean): void;
  hideNextRecovery?(): void;
  alter?(alteration: Alteration): void;
  lowBatteryReset?(safeState: boolean): void;
  replacementDue?(): void;
}

/** Returns a part of the port. Throws a RangeError for a firmware without it, because a reader of scenarios refuses it. */
export function mustHave<K extends keyof FirmwarePort>(port: FirmwarePort, part: K): NonNullable<FirmwarePort[K]> {
  const found = port[part];
  if (found === undefined || found === null) throw new RangeError(`firmware: the port has no "${part}"`);
  return found;
}
