import { mustBeFactor, mustBeWhole, type OptionNames, refuseUnknownOptions, SEED_MAX } from './base/call-options.ts';
import { nativeHash } from './base/native-hash.ts';
import type { BenchMeans, BenchOptions } from './bench-options.ts';
import { OpenBench } from './open-bench.ts';
import { pumpNamed } from './pump-file/pump-named.ts';
import { openRig } from './rigs/opening/open-rig.ts';

export type { BenchOptions } from './bench-options.ts';

/** Files, ports and hashes of Node, for a bench. */
const nodeBench: BenchMeans = { productNamed: pumpNamed, openRig, newHash: nativeHash };

const optionNames: OptionNames<BenchOptions> = {
  rig: true,
  product: true,
  seed: true,
  speed: true,
  state: true,
  faults: true,
  signal: true,
  onTurn: true,
  rebaseSteps: true,
  sensed: true,
  allowsRigSlip: true,
  hand: true,
  forgetsRecords: true,
  probe: true,
  sketch: true,
  hosted: true,
};

/** A pump on a rig of this machine. */
export class Bench extends OpenBench {
  /**
   * Opens the rig and powers the pump up. On a `HilError` nothing stays open. Rejects with OPTION_UNKNOWN or OPTION_INVALID (usage)
   * for an unknown option, or a seed or speed out of range.
   */
  static async open(options: BenchOptions = {}): Promise<Bench> {
    refuseUnknownOptions('Bench.open', options, optionNames);
    return Bench.forRun(options);
  }

  /** Opens a bench for a run, whose options may hold more than those of a bench. */
  static async forRun(options: BenchOptions): Promise<Bench> {
    const { seed, speed } = options;
    mustBeWhole('seed', seed, SEED_MAX);
    mustBeFactor('speed', speed, ['auto']);
    return OpenBench.opened((parts) => new Bench(parts), nodeBench, options);
  }
}
