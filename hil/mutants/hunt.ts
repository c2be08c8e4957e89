import { HilError } from '../base/hil-error.ts';
import type { BuiltRunner, Workshop } from './build/workshop.ts';
import type { Mutant, MutatedFirmware } from './data/mutant.ts';
import { type ProcessEnd, runInProcess } from './run/mutant-process.ts';
import type { MutantResult } from './run/mutant-result.ts';
import { isKill, type MutantRun } from './run/run-report.ts';

/** Bound of the processor time for one mutant. */
const CPU_SECONDS_MAX = 200;

export interface HuntOptions {
  readonly firmware: MutatedFirmware;
  readonly workshop: Workshop;
  /** Scenarios, the cheapest first. */
  readonly scenarios: readonly string[];
  /** True to run all scenarios of a mutant, for the whole matrix. */
  readonly isAll: boolean;
  readonly signal: AbortSignal;
}

/** Runs the scenario library on mutants of one firmware. */
export class Hunt {
  readonly #options: HuntOptions;
  /** Scenarios that the unchanged firmware was run on, and whether it passed. */
  readonly #passes = new Map<string, boolean>();

  constructor(options: HuntOptions) {
    this.#options = options;
  }

  /**
   * Runs scenarios until one kills the mutant, or its processor time is used up. Throws `HilError` for a mutant that cannot
   * be built.
   */
  async resultOf(mutant: Mutant, cpuSecondsMax = CPU_SECONDS_MAX): Promise<MutantResult> {
    const { firmware, workshop, scenarios, isAll } = this.#options;
    const built = await workshop(mutant);
    const runs: MutantRun[] = [];
    const kills: MutantRun[] = [];
    let isOutOfTime = false;
    let left = scenarios;
    while (left.length > 0 && !isOutOfTime && (isAll || kills.length === 0)) {
      const end = await this.#run(built, left, cpuSecondsMax - secondsOf(runs));
      mustHaveRun(mutant, end);
      runs.push(...end.runs);
      isOutOfTime = end.isOutOfTime;
      for (const run of end.runs.filter(isKill)) if (await this.#passesUnchanged(run.scenario)) kills.push(run);
      left = left.slice(1 + left.indexOf(end.runs.at(-1)?.scenario ?? (left.at(-1) as string)));
    }
    const survivor = isOutOfTime ? 'out of time' : 'survived';
    return {
      firmware,
      mutant,
      outcome: kills.length > 0 ? 'killed' : survivor,
      kills,
      crashedIn: runs.filter(({ outcome }) => outcome === 'crashed').map(({ scenario }) => scenario),
      runCount: runs.length,
      cpuMs: runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    };
  }

  #run({ runner, choice }: BuiltRunner, scenarios: readonly string[], cpuSecondsMax: number): Promise<ProcessEnd> {
    const { isAll, signal } = this.#options;
    return runInProcess(runner, { ...choice, scenarios, stopsAtKill: !isAll }, { cpuSecondsMax, signal });
  }

  /** Returns whether the unchanged firmware passes a scenario. Otherwise its failure says nothing about a mutant. */
  async #passesUnchanged(scenario: string): Promise<boolean> {
    const known = this.#passes.get(scenario);
    if (known !== undefined) return known;
    const { runs } = await this.#run(await this.#options.workshop(undefined), [scenario], CPU_SECONDS_MAX);
    const passes = runs.length > 0 && runs.every(({ outcome }) => outcome === 'pass');
    this.#passes.set(scenario, passes);
    return passes;
  }
}

function secondsOf(runs: readonly MutantRun[]): number {
  return runs.reduce((sum, { cpuMs }) => sum + cpuMs / 1000, 0);
}

function mustHaveRun({ id }: Mutant, { stderr }: ProcessEnd): void {
  if (stderr === undefined) return;
  throw new HilError('MUTANT_BROKEN', 'bench', `The program with the mutant "${id}" ended badly:\n${stderr}`);
}
