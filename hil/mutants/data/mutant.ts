/** Firmware whose sources are changed. `model` includes the plant, `sketch` is the firmware of the rig's board. */
export const mutatedFirmwares = ['model', 'sketch', 'reference'] as const;
export type MutatedFirmware = (typeof mutatedFirmwares)[number];

/** One change of a source file: a text that occurs exactly once, and its replacement. */
export interface Patch {
  /** Path from the root of the checkout. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A mistake that a firmware engineer could make, as a change of one source file. */
export interface Mutant extends Patch {
  readonly id: string;
  /** The mistake, as a sentence. */
  readonly says: string;
  /** Why it survives everything. */
  readonly survives?: string;
  /** Why no scenario kills it, but a check of its rig does. Absent, with no `survives`: a scenario has to kill it. */
  readonly onlyRigCheck?: string;
}
