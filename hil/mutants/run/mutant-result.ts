import type { Mutant, MutatedFirmware } from '../data/mutant.ts';
import type { MutantRun } from './run-report.ts';

/** What became of one mutant. */
export interface MutantResult {
  readonly firmware: MutatedFirmware;
  readonly mutant: Mutant;
  /** `out of time`: the bound of processor time ended its runs before a verdict failed. */
  readonly outcome: 'killed' | 'survived' | 'out of time';
  /** Runs that kill it: the first one, or all of them. */
  readonly kills: readonly MutantRun[];
  /** Scenarios whose run ended with an error of the program, which is no verdict. */
  readonly crashedIn: readonly string[];
  readonly runCount: number;
  /** Processor time of its runs. */
  readonly cpuMs: number;
}

/** Returns whether a result is as the mutant's data say: killed, unless a reason for its survival is stated. */
export function isExpected({ outcome, mutant }: MutantResult): boolean {
  return (outcome === 'killed') === (mutant.survives === undefined);
}
