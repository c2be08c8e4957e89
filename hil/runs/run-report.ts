import { hostname } from 'node:os';
import { type OptionNames, refuseUnknownOptions } from '../base/call-options.ts';
import type { HilError } from '../base/hil-error.ts';
import { toolIdentity } from '../base/tool-identity.ts';
import { wallDateIso, wallNowUs } from '../base/wall-clock.ts';
import { listStatus } from '../commands/exit-status.ts';
import { type OutputName, writeOutput } from '../files/output-file.ts';
import { junitOf } from '../report/report-junit.ts';
import type { Asked, Call, Results } from '../report/results.ts';
import { resultsOf, scenarioResultOf } from '../report/results-of.ts';
import type { ListedScenario, Outcome, RanFacts } from '../scenario/outcome.ts';
import { insensitive, type RunResult } from '../scenario/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';

const JSON_NAME: OutputName = { option: 'results', code: 'RESULTS_UNWRITABLE' };
const JUNIT_NAME: OutputName = { option: 'junit', code: 'JUNIT_UNWRITABLE' };
const US_PER_S = 1_000_000;

/** Choices common to all runs of a report. They are part of its identity. */
export interface RunReportOptions {
  /** Name of the calling program, in place of a command line: `['my-tests']`. */
  readonly command?: readonly string[] | undefined;
  readonly rig?: string | undefined;
  readonly pump?: string | undefined;
  readonly seed?: number | undefined;
  readonly speed?: number | 'auto' | undefined;
}

const optionNames: OptionNames<RunReportOptions> = { command: true, rig: true, pump: true, seed: true, speed: true };

/** Collects the results of runs. Writes them in the formats of `rollerloop run`: JSON and JUnit. */
export class RunReport {
  readonly #call: Call;
  readonly #beganUs = wallNowUs();
  readonly #outcomes: Outcome[] = [];

  /** Throws OPTION_UNKNOWN (usage) for an unknown option. */
  constructor(options: RunReportOptions = {}) {
    refuseUnknownOptions('RunReport', options, optionNames);
    const { command = [], rig = 'virtual', pump, seed = 1, speed = 'auto' } = options;
    const asked: Asked = {
      rig,
      pump: pump ?? null,
      firmware: null,
      seed,
      speed,
      faults: null,
      hand: null,
      fieldScale: null,
    };
    const { platform, arch, version } = process;
    const host = { name: hostname(), platform, arch, node: version };
    this.#call = { tool: toolIdentity(), command, startedAt: wallDateIso(), host, asked };
  }

  /** Adds the result of a run. */
  add(scenario: Scenario, result: RunResult, ran?: RanFacts): void {
    const listed = this.#listed(scenario);
    this.#outcomes.push({ ...listed, ...given(ran), kind: 'judged', result, sensitivity: insensitive });
  }

  /** Adds a run that ended with a failure. */
  addFailure(scenario: Scenario, failure: HilError, ran?: RanFacts): void {
    this.#outcomes.push({ ...this.#listed(scenario), ...given(ran), kind: 'failed', failure });
  }

  /** Exit status for the calling program, by the rules of `rollerloop run`. */
  get exitStatus(): number {
    return listStatus(this.#outcomes);
  }

  /** The results of all runs. `rollerloop schema results` prints their schema. */
  results(): Results {
    const scenarios = this.#outcomes.map((outcome) => scenarioResultOf(outcome, this.#call.asked));
    const durationS = (wallNowUs() - this.#beganUs) / US_PER_S;
    const end = { call: this.#call, durationS, exitStatus: this.exitStatus, quarantineNotes: [], comparison: null };
    return resultsOf(scenarios, end);
  }

  /** Writes the results as JSON. Throws `HilError` RESULTS_UNWRITABLE and then leaves an older file unchanged. */
  writeResults(path: string): void {
    writeOutput(path, JSON_NAME, `${JSON.stringify(this.results(), null, 1)}\n`);
  }

  /** Writes the results as JUnit. Throws `HilError` JUNIT_UNWRITABLE and then leaves an older file unchanged. */
  writeJunit(path: string): void {
    writeOutput(path, JUNIT_NAME, junitOf(this.results().scenarios, { call: this.#call }));
  }

  #listed(scenario: Scenario): ListedScenario {
    const { name, pump, textHash, tags } = scenario;
    const file = scenarioSource(scenario);
    const before = this.#outcomes.filter((outcome) => outcome.scenario === name).length;
    const label = before === 0 ? name : `${name} (${before + 1})`;
    return { label, scenario: name, file, product: pump.product, asked: file, hash: textHash, tags };
  }
}

/** Returns the file of a scenario. For one that a program built it is the source of that program, if known. */
function scenarioSource({ name, file, builtAt }: Scenario): string {
  return builtAt === undefined ? file : (builtAt?.file ?? `built scenario ${name}`);
}

function given(ran: RanFacts | undefined): { readonly ran?: RanFacts } {
  return ran === undefined ? {} : { ran };
}
