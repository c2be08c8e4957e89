import { nativeHash } from './base/native-hash.ts';
import { type BenchMeans, type BenchOptions, OpenBench } from './open-bench.ts';
import { pumpNamed } from './pump-file/pump-named.ts';
import { openRig } from './rigs/opening/open-rig.ts';

export type { BenchOptions } from './open-bench.ts';

/** Files, ports and hashes of Node, for a bench. */
const nodeBench: BenchMeans = { productNamed: pumpNamed, openRig, newHash: nativeHash };

/** A pump on a rig of this machine. */
export class Bench extends OpenBench {
  /** Opens the rig and powers the pump up. On a `HilError` nothing stays open. */
  static open(options: BenchOptions = {}): Promise<Bench> {
    return OpenBench.opened((parts) => new Bench(parts), nodeBench, options);
  }
}
