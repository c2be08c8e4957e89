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
  /** Checks of rigs, run on a mutant that no scenario kills. */
  readonly checks?: readonly string[];
  /** True to run all scenarios of a mutant, for the whole matrix. */
  readonly isAll: boolean;
  readonly signal: AbortSignal;
}

/** Runs so far of one mutant. */
interface Stage {
  readonly runs: MutantRun[];
  readonly kills: MutantRun[];
  isOutOfTime: boolean;
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
   * Runs scenarios until one kills the mutant, or its processor time is used up, and then checks of rigs with a time of
   * their own. Throws `HilError` for a mutant that cannot be built.
   */
  async resultOf(mutant: Mutant, cpuSecondsMax = CPU_SECONDS_MAX): Promise<MutantResult> {
    const { firmware, workshop, scenarios, checks = [], isAll } = this.#options;
    const built = await workshop(mutant);
    const { runs, kills, isOutOfTime } = await this.#stage(mutant, built, scenarios, cpuSecondsMax);
    if (isAll || kills.length === 0) {
      const more = await this.#stage(mutant, built, checks, cpuSecondsMax);
      runs.push(...more.runs);
      kills.push(...more.kills);
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

  async #stage(mutant: Mutant, built: BuiltRunner, entries: readonly string[], cpuSecondsMax: number): Promise<Stage> {
    const { isAll } = this.#options;
    const stage: Stage = { runs: [], kills: [], isOutOfTime: false };
    let left = entries;
    while (left.length > 0 && !stage.isOutOfTime && (isAll || stage.kills.length === 0)) {
      const end = await this.#run(built, left, cpuSecondsMax - secondsOf(stage.runs));
      mustHaveRun(mutant, end);
      stage.runs.push(...end.runs);
      stage.isOutOfTime = end.isOutOfTime;
      for (const run of end.runs.filter(isKill)) if (await this.#passesUnchanged(run.scenario)) stage.kills.push(run);
      left = left.slice(1 + left.indexOf(end.runs.at(-1)?.scenario ?? (left.at(-1) as string)));
    }
    return stage;
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
