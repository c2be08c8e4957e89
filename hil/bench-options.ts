import type { PumpState } from '../firmware-sim/base/therapy.ts';
import type { Product } from '../firmware-sim/products/product.ts';
import type { TextHash } from '../firmware-sim/trace/digest.ts';
import type { BoardProbe } from './board/board-probe.ts';
import type { SketchBuild } from './board/sketch-build.ts';
import type { LineFaultRates } from './faults/line-faults.ts';
import type { HostedFirmware } from './firmware/hosted-firmware.ts';
import type { HandProfile } from './rigs/hand-profile.ts';
import type { OpenedRig, OpenRigOptions } from './rigs/opening/opened-rig.ts';
import type { SensedField, Speed } from './rigs/rig.ts';

/** Choices for a bench. Each has a default. */
export interface BenchOptions {
  /** Name of the rig; `virtual` by default. */
  readonly rig?: string;
  /** Product by its id, by the path of a pump file, or as data; `synchromed-ii` by default. */
  readonly product?: string | Product;
  /** Seed of all random draws; 1 by default. */
  readonly seed?: number;
  readonly speed?: Speed;
  /** State of the pump at the start of the run; omitted parts have factory values. */
  readonly state?: Partial<PumpState>;
  readonly faults?: LineFaultRates;
  readonly signal?: AbortSignal;
  readonly onTurn?: (pumpUs: number) => void;
  /** Rig steps after which the board's counter is set to zero; tests use small values. */
  readonly rebaseSteps?: number;
  /** Set if the field comes from the rig's own sensor. */
  readonly sensed?: SensedField;
  /** True if missed steps of the rig count as the pump's loss; otherwise they end the run as a failure of the rig. */
  readonly allowsRigSlip?: boolean;
  /** Hand that holds the magnet, on a rig with a simulated sensor. */
  readonly hand?: HandProfile;
  /**
   * True to keep `trace.records` empty, for runs too long to keep: ten years in flex write a million records. Listeners,
   * counts and hashes still receive all of them.
   */
  readonly forgetsRecords?: boolean;
  /** Observes the pins, the line and the motor of an emulated board. */
  readonly probe?: BoardProbe;
  /** Program of an emulated board; default: the shipped sketch. */
  readonly sketch?: SketchBuild;
  /** Opened firmware under test in the place of the model. The bench closes it, also if the rig cannot be opened. */
  readonly hosted?: HostedFirmware;
}

/** Parts that a bench takes from the program around it: in Node from files and ports, in a browser from memory. */
export interface BenchMeans {
  /** Returns a product by its id, or by the path of a pump file. Throws `HilError` (usage). */
  productNamed(idOrPath: string): Promise<Product>;
  /** Opens a rig by its name. Throws `HilError` (usage) for an unknown one. */
  openRig(name: string, options: OpenRigOptions): Promise<OpenedRig>;
  /** Returns a new SHA-256. */
  newHash(): TextHash;
}
