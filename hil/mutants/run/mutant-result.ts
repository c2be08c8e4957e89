import type { Mutant, MutatedFirmware } from '../data/mutant.ts';
import { rigOfCheck } from './rig-suite.ts';
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

/** Returns whether a result is as the mutant's data say: killed by a scenario, unless a reason for less is stated. */
export function isExpected(result: MutantResult): boolean {
  const { outcome, mutant } = result;
  if (mutant.survives !== undefined) return outcome !== 'killed';
  return outcome === 'killed' && isKilledByScenario(result) === (mutant.onlyRigCheck === undefined);
}

/** Returns whether a scenario kills the mutant, and not only a check of a rig. */
export function isKilledByScenario({ kills }: MutantResult): boolean {
  return kills.some(({ scenario }) => rigOfCheck(scenario) === undefined);
}
